package dev.tare.launch;

import dev.tare.proc.ProcText;
import dev.tare.result.StartedAs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is missing for a guest. */
final class KvmCheck {
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s*(\\d+) kB");
  private static final Pattern HUGE_FREE = Pattern.compile("HugePages_Free:\\s*(\\d+)");
  private static final Pattern HUGE_SIZE = Pattern.compile("Hugepagesize:\\s*(\\d+) kB");

  /** Is what QEMU takes beside the guest's memory, MiB: most of it is translated code. */
  private static final long QEMU_MIB = 300;

  private static final String MKE2FS = "mke2fs";

  private final Environment outer;
  private final Spec spec;
  private final List<Finding> findings = new ArrayList<>();

  KvmCheck(Environment outer, Spec spec) {
    this.outer = outer;
    this.spec = spec;
  }

  List<Finding> findings() throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    KvmOptions options;
    try {
      options = KvmOptions.of(spec);
    } catch (LaunchException e) {
      return List.of(Finding.missing(e.getMessage(), "change the options"));
    }
    String arch = GuestPlan.architecture(outer);
    programs(options, arch);
    images(options);
    if (findings.stream().noneMatch(Finding::stops)) {
      acceleration(options, arch);
      network(options);
      room(options);
      findings.addAll(CgroupCheck.check(outer, GuestPlan.outside(spec.limits())));
    }
    return findings;
  }

  private void programs(KvmOptions options, String arch) throws IOException {
    noQemu(outer, arch).ifPresent(findings::add);
    need("qemu-img", "qemu-utils");
    if (options.server().isPresent()) {
      return;
    }
    if (!Programs.hasAlsoInSbin(outer, MKE2FS)) {
      findings.add(Programs.missing(MKE2FS, "e2fsprogs"));
    }
    need("ssh", "openssh-client");
    need("ssh-keygen", "openssh-client");
  }

  /** Finds that there is no QEMU; absent where there is. */
  static Optional<Finding> noQemu(Environment where, String arch) throws IOException {
    String qemu = QemuCommand.program(arch);
    String debian = arch.equals(QemuCommand.ARM) ? "qemu-system-arm" : "qemu-system-x86";
    return Programs.has(where, qemu)
        ? Optional.empty()
        : Optional.of(Programs.missing(qemu, debian));
  }

  private void need(String program, String debian) throws IOException {
    if (!Programs.has(outer, program)) {
      findings.add(Programs.missing(program, debian));
    }
  }

  private void images(KvmOptions options) throws IOException {
    Optional<String> image = options.server().flatMap(KvmOptions.Server::image);
    if (image.isPresent()) {
      if (!isReadable(image.get())) {
        findings.add(Finding.missing("image=" + image.get() + " cannot be read", "name another"));
      }
      return;
    }
    Optional<String> kernel = options.kernel();
    if (kernel.isPresent() && !isReadable(kernel.get())) {
      findings.add(Finding.missing("kernel=" + kernel.get() + " cannot be read", "name another"));
    }
    String folder = outer.places().images();
    if (folder.isEmpty() || !isReadable(folder + "/" + Places.GUEST)) {
      findings.add(noImages(folder.isEmpty() ? "any folder" : folder));
    } else if (options.server().isPresent() && !isReadable(folder + "/" + Places.APPLIANCE)) {
      findings.add(
          Finding.missing(
              "this jar was built without appliance=serve",
              "build it where there is a static C library (Fedora: glibc-static)"));
    }
  }

  private boolean isReadable(String file) throws IOException {
    return outer.succeeds(Command.of("test", "-r", file));
  }

  static Finding noImages(String where) {
    return Finding.missing(
        "there is no guest image in " + where, "build it: " + StartedAs.command() + " userland");
  }

  private void acceleration(KvmOptions options, String arch) throws IOException {
    if (options.accel().equals(KvmOptions.TCG)) {
      return;
    }
    if (!outer.succeeds(Command.of("test", "-e", "/dev/kvm"))) {
      slow(options, "/dev/kvm is missing", "load kvm_intel or kvm_amd, and enable it in firmware");
    } else if (!Acceleration.isDeviceUsable(outer)) {
      slow(options, "/dev/kvm may not be opened", "join the group kvm and log in again");
    } else if (!Acceleration.works(outer, arch)) {
      slow(
          options,
          "/dev/kvm opens, but no guest boots under it",
          "use a host whose hardware virtualization works");
    }
  }

  /** Stops what was asked for by name; anything else is emulated. */
  private void slow(KvmOptions options, String what, String remedy) {
    findings.add(
        options.accel().equals(KvmOptions.KVM)
            ? Finding.missing(what, remedy + ", or leave accel=kvm out")
            : Finding.warning(what + ": guests are emulated (TCG)", remedy));
  }

  private void network(KvmOptions options) throws IOException {
    if (!options.tap()) {
      return;
    }
    if (!outer.ran(Command.of("id", "-u")).strip().equals("0")) {
      findings.add(Finding.missing("net=tap needs root", "run as root, or leave net=tap out"));
    } else if (!outer.succeeds(Command.of("test", "-c", "/dev/net/tun"))) {
      findings.add(Finding.missing("/dev/net/tun is missing", "modprobe tun"));
    }
    findings.addAll(Bridge.check(outer));
    if (options.vhost() && !outer.succeeds(Command.of("test", "-w", "/dev/vhost-net"))) {
      findings.add(
          Finding.missing(
              "/dev/vhost-net is missing", "modprobe vhost_net, or leave vhost=on out"));
    }
  }

  private void room(KvmOptions options) throws IOException {
    DiskSpace.check(outer, outer.places().scratch()).ifPresent(findings::add);
    if (!options.overlay() && options.server().isEmpty() && !outer.places().data().isEmpty()) {
      dataRoom();
    }
    long needed = GuestPlan.of(outer, spec).memoryMib();
    String meminfo = outer.ran(Command.of("cat", "/proc/meminfo"));
    OptionalLong available = mib(AVAILABLE, meminfo, 1);
    if (options.hugepages()) {
      long huge = number(HUGE_FREE, meminfo).orElse(0) * number(HUGE_SIZE, meminfo).orElse(0);
      if (huge >> 10 < needed) {
        findings.add(
            Finding.missing(
                "hugepages=on needs %s MiB of huge pages, %s are free"
                    .formatted(needed, huge >> 10),
                "raise /proc/sys/vm/nr_hugepages"));
      }
    } else if (available.isPresent() && available.getAsLong() < needed + QEMU_MIB) {
      findings.add(
          Finding.missing(
              "a guest takes %s MiB of memory, %s are available"
                  .formatted(needed + QEMU_MIB, available.getAsLong()),
              "end something, or give it less with memory="));
    }
  }

  private void dataRoom() throws IOException {
    String folder = outer.places().data();
    OptionalLong free = DiskSpace.freeMib(outer.run(Command.of("df", "-P", "-k", folder)).out());
    if (free.isPresent() && free.getAsLong() < GuestDisks.DATA_MIB + 1) {
      findings.add(
          Finding.missing(
              "%s has %s MiB left, the data disk takes %s"
                  .formatted(folder, free.getAsLong(), GuestDisks.DATA_MIB),
              "make room there, or use data=overlay"));
    }
  }

  private static OptionalLong mib(Pattern pattern, String meminfo, long unit) {
    OptionalLong kib = number(pattern, meminfo);
    return kib.isPresent() ? OptionalLong.of(kib.getAsLong() * unit / 1024) : kib;
  }

  private static OptionalLong number(Pattern pattern, String meminfo) {
    Matcher line = pattern.matcher(meminfo);
    return line.find() ? ProcText.number(line.group(1)) : OptionalLong.empty();
  }
}
