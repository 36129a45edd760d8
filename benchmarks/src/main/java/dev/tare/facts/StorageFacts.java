package dev.tare.facts;

import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes what a folder lies on: its file system and the block device below it. Neither the
 * folder's path nor the source of a network mount is let out, only the kernel's own name of a
 * device.
 */
final class StorageFacts {
  private static final Set<String> OPTIONS =
      Set.of(
          "ro rw sync noatime relatime nodiratime lazytime dax dax=always barrier=0 nobarrier"
              .concat(" data=ordered data=journal data=writeback discard compress metacopy=on")
              .concat(" volatile")
              .split(" "));
  private static final String KERNEL_NAME = "(sd|vd|xvd|nvme|mmcblk|dm-|md|loop|zram|pmem)\\w*";

  private StorageFacts() {}

  /**
   * Reads one folder.
   *
   * @param role what the folder is to the suite: {@code storage.ROLE.fileSystem}
   * @param folder its real path
   */
  static void read(ProcFiles files, String role, String folder, FactSheet sheet) {
    Mount.holding(Mount.read(files), folder)
        .ifPresent(
            mount -> {
              String name = "storage." + role + ".";
              sheet.put(name + "fileSystem", mount.type());
              sheet.put(
                  name + "options",
                  mount.options().stream()
                      .filter(OPTIONS::contains)
                      .distinct()
                      .collect(Collectors.joining(",")));
              device(files, mount).ifPresent(device -> device(files, name, device, sheet));
            });
  }

  /** Returns the folder of the device in /sys; absent for a file system without one. */
  private static Optional<String> device(ProcFiles files, Mount mount) {
    String numbered = "sys/dev/block/" + mount.device();
    if (files.exists(numbered)) {
      return Optional.of(numbered);
    }
    // Btrfs has a device number of its own: go by the source's name.
    if (!mount.source().startsWith("/dev/")) {
      return Optional.empty();
    }
    String target = files.link(mount.source()).orElse(mount.source());
    String name = target.substring(target.lastIndexOf('/') + 1);
    return Optional.of("sys/class/block/" + name).filter(files::exists);
  }

  private static void device(ProcFiles files, String name, String folder, FactSheet sheet) {
    String target = files.link(folder).orElse(folder);
    String device = target.substring(target.lastIndexOf('/') + 1);
    if (device.matches(KERNEL_NAME)) {
      sheet.put(name + "device", device);
    }
    // A partition has the queue of its disk, which is the folder around it.
    String disk = files.exists(folder + "/partition") ? folder + "/.." : folder;
    sheet.put(name + "model", files.line(disk + "/device/model"));
    sheet.put(
        name + "rotational",
        files.line(disk + "/queue/rotational").map(flag -> flag.equals("1") ? "yes" : "no"));
    sheet.put(
        name + "scheduler", files.line(disk + "/queue/scheduler").flatMap(KernelFacts::chosen));
    sheet.put(name + "logicalBlockBytes", files.line(disk + "/queue/logical_block_size"));
    sheet.put(name + "writeCache", files.line(disk + "/queue/write_cache"));
  }
}
