package dev.tare.launch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Is the disk under a folder: whole, as control groups take it, also where the folder is on a
 * partition.
 *
 * @param number major and minor, {@code 254:0}
 * @param path of its node, {@code /dev/vda}
 */
record BlockDevice(String number, String path) {
  /** Is where the kernel describes them by their numbers. */
  static final String ALL = "/sys/dev/block";

  private static final String TEMPORARY = "/var/tmp";

  /** Is taken where nothing is said, in a dry environment. */
  private static final BlockDevice USUAL = new BlockDevice("8:0", "/dev/sda");

  /**
   * Returns the one that limits are about; absent where none of them is about a disk.
   *
   * @throws LaunchException where data does not lie on a disk: a file system in memory, or one of
   *     several disks
   */
  static Optional<BlockDevice> limited(Environment outer, Limits limits) throws IOException {
    if (limits.disk().equals(Limits.NONE)) {
      return Optional.empty();
    }
    return Optional.of(outer.isDry() ? USUAL : of(outer));
  }

  private static BlockDevice of(Environment outer) throws IOException {
    String data = outer.places().data().isEmpty() ? TEMPORARY : outer.places().data();
    long device = Long.parseLong(outer.ran(Command.of("stat", "-c", "%d", data)).strip());
    long major = device >> 8 & 0xfff;
    long minor = device & 0xff | device >> 12 & 0xfff00;
    String folder = ALL + "/" + major + ":" + minor;
    Map<String, String> own = described(outer, folder);
    Map<String, String> whole =
        "partition".equals(own.get("DEVTYPE")) ? described(outer, folder + "/..") : own;
    if (!whole.containsKey("DEVNAME")) {
      throw new LaunchException(
          data
              + " is on no block device of its own, which io-weight, io-read and io-write are"
              + " about: name a folder on a disk with --data, or leave the limit out");
    }
    return new BlockDevice(
        whole.get("MAJOR") + ":" + whole.get("MINOR"), "/dev/" + whole.get("DEVNAME"));
  }

  /** Follows the link before it goes up. */
  private static Map<String, String> described(Environment outer, String folder)
      throws IOException {
    Ended ended = outer.run(Command.of("cat", folder + "/uevent"));
    return ended
        .out()
        .lines()
        .filter(line -> line.contains("="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (first, second) -> second));
  }
}
