package dev.tare.userland;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Is the kernel that guests boot.
 *
 * @param image as QEMU loads it
 * @param modules its {@code lib/modules/VERSION}
 * @param version as {@code uname -r} says it
 * @param source where it comes from: {@code host}, or the package's name
 */
record GuestKernel(Path image, Path modules, String version, String source) {
  /**
   * The host's own where it can be read and has what a guest needs, else Debian's for clouds.
   *
   * @param root of the host's file system
   * @param running version of the host's kernel
   */
  static GuestKernel find(
      Path root, String running, DebianPackages packages, Consumer<String> progress)
      throws IOException {
    Optional<GuestKernel> host = host(root, running);
    if (host.isPresent()) {
      return host.get();
    }
    progress.accept("the host's kernel cannot be read or has no virtio; Debian's for clouds");
    String real = packages.kernel(DebianPackages.KERNEL + "cloud-" + architecture());
    Path unpacked = packages.unpacked(real);
    String version = real.substring(DebianPackages.KERNEL.length());
    Path modules = unpacked.resolve("lib/modules").resolve(version);
    if (!Files.isDirectory(modules)) {
      modules = unpacked.resolve("usr/lib/modules").resolve(version);
    }
    return new GuestKernel(unpacked.resolve("boot/vmlinuz-" + version), modules, version, real);
  }

  /** Absent where one of its files cannot be read, or it has no virtio. */
  static Optional<GuestKernel> host(Path root, String running) throws IOException {
    Path modules = root.resolve("lib/modules").resolve(running);
    List<Path> images =
        List.of(root.resolve("boot/vmlinuz-" + running), modules.resolve("vmlinuz"));
    Optional<Path> image = images.stream().filter(Files::isReadable).findFirst();
    if (image.isEmpty() || !Files.isDirectory(modules.resolve("kernel"))) {
      return Optional.empty();
    }
    KernelModules loadable = new KernelModules(modules);
    List<String> builtIn = builtIn(modules);
    boolean whole =
        Stream.of("virtio_blk", "virtio_net", "ext4")
            .allMatch(module -> loadable.has(module) || builtIn.contains(module));
    return whole
        ? Optional.of(new GuestKernel(image.get(), modules, running, "host"))
        : Optional.empty();
  }

  private static List<String> builtIn(Path modules) throws IOException {
    Path list = modules.resolve("modules.builtin");
    if (!Files.isReadable(list)) {
      return List.of();
    }
    return Files.readAllLines(list).stream()
        .map(line -> line.replaceFirst(".*/", "").replaceFirst("\\.ko$", "").replace('-', '_'))
        .toList();
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
