package dev.tare.launch;

import dev.tare.proc.CpuList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what a guest will be, decided before anything is made.
 *
 * @param options as asked for
 * @param arch of the host and so of the guest
 * @param kvm whether hardware runs it
 * @param vcpus its CPUs
 * @param memoryMib all that it has: the limit and the reserve
 * @param reserveMib what its kernel, its ssh server and its engines take
 * @param kernel the file
 * @param images what the guest images were made of, by name
 */
record GuestPlan(
    KvmOptions options,
    String arch,
    boolean kvm,
    int vcpus,
    long memoryMib,
    long reserveMib,
    String kernel,
    Map<String, String> images) {
  /** Is had without a memory limit, MiB. */
  private static final long DEFAULT_MIB = 1024;

  private static final long RESERVE_MIB = 128;

  /** A docker daemon inside, and an image as it is unpacked. */
  private static final long ENGINE_RESERVE_MIB = 512;

  private static final Pattern MHZ = Pattern.compile("cpu MHz\\s*:\\s*([0-9.]+)");

  static GuestPlan of(Environment outer, Spec spec) throws IOException {
    KvmOptions options = KvmOptions.of(spec);
    String arch = architecture(outer);
    if (arch.equals(QemuCommand.ARM) && options.machine().equals(KvmOptions.MICROVM)) {
      throw new LaunchException("kvm: machine=microvm is x86-64's; aarch64 has virt");
    }
    boolean kvm = !outer.isDry() && Acceleration.isKvm(outer, arch, options.accel());
    long reserve = spec.inner().isEmpty() ? RESERVE_MIB : ENGINE_RESERVE_MIB;
    long limit = spec.limits().memoryBytes().orElse(DEFAULT_MIB << 20);
    return new GuestPlan(
        options,
        arch,
        kvm || options.accel().equals(KvmOptions.KVM),
        vcpus(outer, spec, options),
        ((limit + (1 << 20) - 1) >> 20) + reserve,
        reserve,
        options.kernel().orElse(outer.places().images() + "/" + Places.KERNEL),
        images(outer));
  }

  /**
   * Names what QEMU runs the guest with. Where an emulator's virtual CPUs run side by side, one may
   * translate code that another is writing, and keep it: JVMs crash on what was there before.
   */
  String accelerator() {
    return kvm ? QemuCommand.KVM : "tcg,thread=" + options.threads();
  }

  String machine() {
    return arch.equals(QemuCommand.ARM) ? "virt" : options.machine();
  }

  static String architecture(Environment outer) throws IOException {
    String said = outer.ran(Command.of("uname", "-m")).strip();
    return said.equals(QemuCommand.ARM) ? QemuCommand.ARM : QemuCommand.X86;
  }

  private static int vcpus(Environment outer, Spec spec, KvmOptions options) throws IOException {
    if (options.topology().isPresent()) {
      return options.topology().get().vcpus();
    }
    if (options.vcpus().isPresent()) {
      return options.vcpus().getAsInt();
    }
    Optional<Integer> limited = cpus(spec.limits());
    if (limited.isPresent()) {
      return limited.get();
    }
    String said = outer.ran(Command.of("nproc")).strip();
    return said.matches("\\d+") ? Integer.parseInt(said) : 1;
  }

  /** Counts the CPUs that limits give: those of the set, or the quota rounded up. */
  static Optional<Integer> cpus(Limits limits) {
    Optional<Integer> set = limits.cpuset().flatMap(CpuList::parse).map(cpus -> cpus.size());
    OptionalDouble quota = limits.cpus();
    return set.isPresent() || quota.isEmpty()
        ? set
        : Optional.of((int) Math.ceil(quota.getAsDouble()));
  }

  private static Map<String, String> images(Environment outer) throws IOException {
    String list = outer.places().images() + "/" + Places.GUEST;
    return outer
        .readIfThere(list)
        .orElse("")
        .lines()
        .filter(line -> line.contains("="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (first, second) -> second,
                TreeMap::new));
  }

  /**
   * The limits that hold for QEMU and all its threads on the host; memory and pids hold in the
   * guest, where the commands are.
   */
  static Limits outside(Limits limits) {
    return limits.without("memory", "pids", Limits.IO_READ, Limits.IO_WRITE);
  }

  QemuCommand qemu(
      Spec spec,
      String kernel,
      String initrd,
      String append,
      List<QemuCommand.Disk> disks,
      GuestNetwork network) {
    return new QemuCommand(
        this, Kvm.processName(spec), kernel, initrd, append, disks, network.nic(spec, options));
  }

  /** Returns the kernel's command line. */
  String append(Environment outer, Spec spec, String key, GuestNetwork network) throws IOException {
    Limits limits = spec.limits();
    StringBuilder words = usual(outer, spec);
    words.append(" tare.name=").append(spec.name());
    words.append(" tare.key=").append(key);
    words.append(' ').append(network.append());
    words.append(" tare.memory=").append(max(limits.memoryBytes()));
    words.append(" tare.pids=").append(max(limits.pids()));
    if (!spec.inner().isEmpty()) {
      words.append(" tare.engines=").append(String.join(",", spec.inner()));
    }
    return words.toString();
  }

  /** Returns that of a guest that is our server, whose kernel hands the words on to it. */
  String append(Environment outer, Spec spec, int port, GuestNetwork network) throws IOException {
    return usual(outer, spec)
        .append(" TARE_ADDRESS=" + network.address().orElseThrow())
        .append(" TARE_GATEWAY=" + network.gateway())
        .append(" TARE_PORT=" + port)
        .toString();
  }

  private StringBuilder usual(Environment outer, Spec spec) throws IOException {
    StringBuilder words = new StringBuilder("console=" + QemuCommand.console(arch));
    words.append(spec.beginning().pipe().isPresent() ? kernelSpeaks() : " quiet");
    words.append(" panic=-1 net.ifnames=0");
    if (options.machine().equals(KvmOptions.MICROVM)) {
      // It has no other way to reset.
      words.append(" reboot=t");
    }
    if (!kvm && arch.equals(QemuCommand.X86)) {
      // An emulated timer is too unsteady to calibrate against; most boots would hang without it.
      words.append(clock(outer));
    }
    return words;
  }

  /** Has the kernel say a little, its version before anything else, as early as it can. */
  private String kernelSpeaks() {
    return " loglevel=6 " + (arch.equals(QemuCommand.ARM) ? "earlycon" : "earlyprintk=ttyS0");
  }

  private static String max(OptionalLong limit) {
    return limit.isPresent() ? Long.toString(limit.getAsLong()) : "max";
  }

  private static String clock(Environment outer) throws IOException {
    Matcher mhz = MHZ.matcher(outer.readIfThere("/proc/cpuinfo").orElse(""));
    return mhz.find()
        ? " tsc_early_khz=" + Math.round(Double.parseDouble(mhz.group(1)) * 1000)
        : "";
  }
}
