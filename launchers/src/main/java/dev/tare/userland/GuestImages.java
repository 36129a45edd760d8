package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import dev.tare.launch.Script;
import dev.tare.result.Sha256;
import dev.tare.result.StartedAs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Builds what guests boot, beside the userland in the cache: a kernel, what it boots first, and the
 * userland as a disk with the engine pack. Each file appears whole or not at all; the list of what
 * they were made of comes last, so without it none is used.
 */
public final class GuestImages {
  /** Changes whenever the same inputs are made into other files. */
  private static final String RECIPE = "3";

  /** Is what a guest can write into its overlay, MiB: images and containers inside. */
  private static final long ROOM_MIB = 3072;

  private static final String BUSYBOX = "bin/busybox";

  /** The guest's own programs, by their path from the root, with the resource that has them. */
  private static final List<List<String>> SCRIPTS =
      List.of(
          List.of("usr/local/sbin/guest-boot", "guest-boot"),
          List.of("usr/local/sbin/guest-engines", "guest-engines"),
          List.of("usr/local/sbin/guest-run", "guest-run"),
          List.of("usr/local/sbin/guest-off", "guest-off"),
          List.of("usr/local/sbin/guest-wait", "guest-wait"),
          List.of("usr/local/sbin/guest-save", "guest-save"),
          List.of("usr/local/sbin/guest-restored", "guest-restored"),
          List.of("etc/inittab", "guest-inittab"));

  private static final String INITRD_SCRIPT = "guest-initrd";

  /** Is what a guest needs that only serves. */
  private static final List<String> SERVER_MODULES =
      List.of("virtio_pci", "virtio_mmio", "virtio_console", "virtio_net");

  private final Userland userland;
  private final Consumer<String> progress;

  private GuestImages(Userland userland, Consumer<String> progress) {
    this.userland = userland;
    this.progress = progress;
  }

  /**
   * Builds what guests of a userland boot, if need be: half a minute the first time.
   *
   * @param progress is told each step of a build, and what cannot be had, one line each
   * @throws LaunchException in one line with the remedy
   */
  public static void build(Userland userland, Consumer<String> progress) throws IOException {
    if (!areCurrent(userland)) {
      CacheLock.held(
          userland.images(),
          "what guests boot",
          "XDG_CACHE_HOME names another place for it",
          progress,
          () -> {
            if (!areCurrent(userland)) {
              new GuestImages(userland, progress).build();
            }
            return userland;
          });
    }
  }

  private static boolean areCurrent(Userland userland) throws IOException {
    Path list = userland.images().resolve(Places.GUEST);
    return Files.exists(list) && Files.readAllLines(list).contains(recipe());
  }

  private static String recipe() throws IOException {
    StringBuilder all = new StringBuilder(RECIPE);
    for (List<String> script : SCRIPTS) {
      all.append(text(script.get(1)));
    }
    all.append(text(INITRD_SCRIPT)).append(KernelModules.GUEST).append(KernelModules.ENGINES);
    all.append(EnginePack.recipe()).append(SERVER_MODULES);
    all.append(Sha256.hex(new ByteArrayInputStream(server().orElse(new byte[0]))));
    return "recipe=" + Sha256.hex(all.toString()).substring(0, InputsHash.DIGITS);
  }

  private void build() throws IOException {
    if (!userland.hasSshServer()) {
      throw new LaunchException(
          ("the userland has no ssh server, so no guest of it could be reached; while online: "
                  + "%s userland --rebuild")
              .formatted(StartedAs.command()));
    }
    CacheLock.removeHalves(userland.images());
    DebianPackages packages = new DebianPackages(userland.images().getParent());
    GuestKernel kernel = GuestKernel.find(Path.of("/"), running(), packages, progress);
    CacheLock.half(userland.images(), half -> write(kernel, packages, half));
  }

  private void write(GuestKernel kernel, DebianPackages packages, Path half) throws IOException {
    KernelModules modules = new KernelModules(kernel.modules());
    Files.copy(kernel.image(), half.resolve(Places.KERNEL));
    writeInitrd(modules, half);
    List<String> names = new ArrayList<>(List.of(Places.KERNEL, Places.INITRD, Places.DISK));
    if (writeAppliance(modules, half)) {
      names.add(Places.APPLIANCE);
    }
    names.add(Places.GUEST);
    Optional<EnginePack> pack = pack(packages);
    writeDisk(modules, pack, half);
    List<String> facts = new ArrayList<>(List.of(recipe(), "kernel=" + kernel.version()));
    facts.add("kernelSource=" + kernel.source());
    if (pack.isPresent()) {
      facts.add("enginePack=" + pack.get().hash());
    }
    Files.writeString(half.resolve(Places.GUEST), String.join("\n", facts) + "\n");
    Files.deleteIfExists(userland.images().resolve(Places.GUEST));
    for (String name : names) {
      Files.move(
          half.resolve(name),
          userland.images().resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String running() throws IOException {
    return HostPrograms.ran(Command.of("uname", "-r"), "install coreutils").strip();
  }

  private Optional<EnginePack> pack(DebianPackages packages) throws IOException {
    try {
      progress.accept("collecting docker and lxc for the inside of guests");
      return Optional.of(EnginePack.find(packages));
    } catch (LaunchException e) {
      progress.accept("no engines inside guests, so no kvm/docker or kvm/lxc: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void writeInitrd(KernelModules modules, Path half) throws IOException {
    try (CpioArchive archive = archive(half.resolve(Places.INITRD))) {
      for (String folder : List.of("proc", "sys", "root")) {
        archive.folder(folder);
      }
      archive.file("init", text(INITRD_SCRIPT).getBytes(StandardCharsets.UTF_8));
      archive.file(BUSYBOX, Files.readAllBytes(userland.rootfs().resolve(BUSYBOX)));
      add(modules, KernelModules.GUEST, half.resolve("initrd-modules"), archive);
    }
  }

  /** Writes what a kernel boots whose only process is the server; not where the jar has none. */
  private static boolean writeAppliance(KernelModules modules, Path half) throws IOException {
    Optional<byte[]> server = server();
    if (server.isPresent()) {
      try (CpioArchive archive = archive(half.resolve(Places.APPLIANCE))) {
        archive.file("init", server.get());
        add(modules, SERVER_MODULES, half.resolve("server-modules"), archive);
      }
    }
    return server.isPresent();
  }

  private static CpioArchive archive(Path file) throws IOException {
    CpioArchive archive = new CpioArchive(new GZIPOutputStream(Files.newOutputStream(file)));
    archive.console();
    return archive;
  }

  private static void add(
      KernelModules modules, List<String> wanted, Path unpacked, CpioArchive archive)
      throws IOException {
    List<String> order = modules.copy(wanted, unpacked);
    archive.folder("modules");
    for (String module : order) {
      archive.file("modules/" + module, Files.readAllBytes(unpacked.resolve(module)));
    }
    archive.file("modules/order", lines(order).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the static server for this machine; absent where the jar was built without. */
  private static Optional<byte[]> server() throws IOException {
    String kind = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86-64";
    try (InputStream program = GuestImages.class.getResourceAsStream("/linux-" + kind + "/serve")) {
      return program == null ? Optional.empty() : Optional.of(program.readAllBytes());
    }
  }

  private void writeDisk(KernelModules modules, Optional<EnginePack> pack, Path half)
      throws IOException {
    Path root = half.resolve("root");
    // Links, not copies: the same file system, and nothing is changed in place.
    HostPrograms.ran(
        Command.of("cp", "-al", userland.rootfs().toString(), root.toString()),
        "it has to be GNU cp");
    for (List<String> script : SCRIPTS) {
      Path target = root.resolve(script.get(0));
      Files.createDirectories(target.getParent());
      Files.writeString(target, text(script.get(1)));
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    if (pack.isPresent()) {
      pack.get().copy(root);
      DockerDataRoot.write(root, userland, Places.USERLAND_IMAGE + userland.hash());
      Path image = root.resolve(Places.GUEST_IMAGES.substring(1)).resolve(Places.IMAGE);
      Files.createDirectories(image.getParent());
      Files.createLink(image, userland.image());
      Path loaded = root.resolve("usr/local/lib/modules");
      List<String> order = modules.copy(KernelModules.ENGINES, loaded);
      Files.writeString(loaded.resolve("order"), lines(order));
    }
    progress.accept("packing the guest's disk");
    Path disk = half.resolve(Places.DISK);
    long mib = usedMib(root) + ROOM_MIB;
    HostPrograms.ran(
        Script.of("also-sbin", "mke2fs", "-q", "-F", "-t", "ext4", "-m", "0")
            .and("-E", "root_owner=0:0", "-d", root.toString(), disk.toString(), mib + "M"),
        "apt-get install e2fsprogs, 1.43 or newer");
  }

  private static long usedMib(Path root) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(root)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          bytes += Files.size(file);
        }
      }
    }
    return (bytes >> 20) + 1;
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = GuestImages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
