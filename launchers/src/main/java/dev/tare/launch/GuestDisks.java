package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the disks of a guest: a copy-on-write overlay over the base that all guests read, what the
 * run ships, and the data. Once QEMU has opened them their names are removed, so that they are gone
 * with it, however it ends.
 */
final class GuestDisks {
  /** Twice the file that disk benchmarks make unless they are told otherwise, MiB. */
  static final long DATA_MIB = 2048;

  static final String ROOT = "/root.qcow2";

  private static final String SHIPPED = "/shipped.ext4";

  private final Environment outer;
  private final String folder;
  private final String data;
  private final List<QemuCommand.Disk> disks = new ArrayList<>();
  private String dataCache = "";
  private Optional<Making> root = Optional.empty();

  /** Is a disk that is being made. */
  private record Making(Command command, Process process) {}

  GuestDisks(Environment outer, Spec spec, String folder) {
    this.outer = outer;
    this.folder = folder;
    this.data = outer.places().data() + "/" + spec.name() + ".raw";
  }

  /**
   * Makes them; {@link #await} waits for the root.
   *
   * @param overlay whether there is no disk for the data
   * @param saved the folder of a guest whose root it goes on with
   */
  void make(boolean overlay, Optional<String> saved) throws IOException {
    Places places = outer.places();
    String base = saved.map(from -> from + ROOT).orElse(places.images() + "/" + Places.DISK);
    Command making =
        Command.of("qemu-img", "create", "-q", "-f", "qcow2")
            .and("-F", saved.isPresent() ? "qcow2" : "raw", "-b", base, folder + ROOT);
    root = Optional.of(new Making(making, outer.start(making)));
    disks.add(new QemuCommand.Disk("tare-root", folder + ROOT, "qcow2", "unsafe", false));
    if (!places.shipped().isEmpty()) {
      // One for all guests of the run, which ships the same to each: nothing is hashed at a start.
      String disk = places.scratch() + SHIPPED;
      outer.ran(Script.of("folder-disk", places.shipped(), disk));
      disks.add(new QemuCommand.Disk("tare-shipped", disk, "raw", "writeback", true));
    }
    if (!overlay && !places.data().isEmpty()) {
      makeData();
    }
  }

  private void makeData() throws IOException {
    String size = DATA_MIB + "M";
    outer.ran(
        Command.of("qemu-img", "create", "-q", "-f", "raw", "-o", "preallocation=falloc")
            .and(data, size));
    boolean direct =
        outer.succeeds(
            Command.of("dd", "if=/dev/zero", "of=" + data, "bs=4096", "count=1")
                .and("oflag=direct", "conv=notrunc"));
    // Nothing is left to be initialised while benchmarks run.
    outer.ran(
        Script.of("also-sbin", "mke2fs", "-q", "-F", "-t", "ext4", "-m", "0", "-i", "65536")
            .and("-E", "lazy_itable_init=0,lazy_journal_init=0", data));
    dataCache = direct ? "none" : "writeback";
    disks.add(new QemuCommand.Disk("tare-data", data, "raw", dataCache, false));
  }

  /**
   * Waits until all of them are there: the root takes as long as the rest of what a start needs.
   */
  void await() throws IOException {
    if (root.isPresent()) {
      Making one = root.get();
      Ended.of(one.process(), Environment.PATIENCE, one.command().brief())
          .checked(outer, one.command());
      root = Optional.empty();
    }
  }

  List<QemuCommand.Disk> disks() {
    return disks;
  }

  /**
   * Says how QEMU caches the data: not at all, unless its folder refuses that; empty without a
   * disk.
   */
  String dataCache() {
    return dataCache;
  }

  /** Removes the names, which a QEMU that runs does not need; again it does nothing. */
  void unlink() throws IOException {
    if (root.isPresent()) {
      Process one = root.get().process();
      root = Optional.empty();
      one.destroyForcibly();
      one.onExit().join();
    }
    outer.ran(Command.of("rm", "-f", folder + ROOT, data));
  }
}
