package dev.tare.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds what a guest needs that moves to another machine: disks and a QEMU over there, and ways to
 * these. All that goes between the two goes through ssh, so nobody else can read it or reach it,
 * and nothing is made over there but processes and files of the run: memory and disk through one
 * connection, and frames, which a QEMU without a guest takes from the bridge here, through another.
 */
final class FarMove implements Closeable {
  private static final String MOVE = "/far-move";
  private static final String DISK = "/far-disk";
  private static final String NET = "/far-net";
  private static final long LOOK_NS = 20_000_000;
  private static final Duration CONNECTED = Duration.ofSeconds(30);

  private final Environment outer;
  private final SshInside there;
  private final Spec spec;
  private final String here;
  private final String folder;
  private final Deque<Process> started = new ArrayDeque<>();
  private boolean closed;

  FarMove(Environment outer, SshInside there, Spec spec, String here) {
    this.outer = outer;
    this.there = there;
    this.spec = spec;
    this.here = here;
    this.folder = there.places().scratch() + "/" + spec.name();
  }

  /** Starts a QEMU over there, which waits for the guest with such disks. */
  RunningQemu started(QemuCommand qemu, List<QemuCommand.Disk> disks) throws IOException {
    new FarCache(outer, there).guestImages(there.places().images());
    there.ran(Command.of("mkdir", "-m", "700", folder));
    QemuCommand other = qemu.elsewhere(there.places(), disks(disks), folder + NET);
    Command command = other.command(folder + "/other").and("-incoming", "defer");
    RunningQemu one = new RunningQemu(keep(there.start(command)));
    if (!outer.isDry()) {
      try {
        one.greet();
      } catch (LaunchException e) {
        throw one.isGone() ? new LaunchException("at its destination " + one.ended(), e) : e;
      }
    }
    return one;
  }

  /** Its own is empty over the same base; the other ones are only read, and so they are copied. */
  private List<QemuCommand.Disk> disks(List<QemuCommand.Disk> disks) throws IOException {
    List<QemuCommand.Disk> same = new ArrayList<>();
    for (QemuCommand.Disk disk : disks) {
      String file = folder + "/" + Path.of(disk.file()).getFileName();
      if (disk.readOnly()) {
        there.push(Path.of(disk.file()), file);
      } else {
        String base = there.places().images() + "/" + Places.DISK;
        there.ran(
            Command.of("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", base, file));
      }
      same.add(
          new QemuCommand.Disk(disk.serial(), file, disk.format(), disk.cache(), disk.readOnly()));
    }
    return same;
  }

  /** Makes the ways there. */
  GuestMove.Path connected(String arch, String tap, Duration limit) throws IOException {
    Map<String, String> state = new LinkedHashMap<>();
    state.put(here + MOVE, folder + MOVE);
    state.put(here + DISK, folder + DISK);
    lead(state);
    lead(Map.of(here + NET, folder + NET));
    String name = Kvm.processName(spec);
    Process relay =
        keep(outer.start(QemuCommand.relay(arch, name, here + "/relay", tap, here + NET)));
    if (!outer.isDry()) {
      Ended.read(relay.getErrorStream());
    }
    return new GuestMove.Path(
        here + MOVE, folder + MOVE, Optional.of(new DiskMirror(here + DISK, folder + DISK, limit)));
  }

  private void lead(Map<String, String> sockets) throws IOException {
    Process process = keep(there.leading(sockets));
    if (outer.isDry()) {
      return;
    }
    CompletableFuture<String> complaint = Ended.read(process.getErrorStream());
    long deadline = System.nanoTime() + CONNECTED.toNanos();
    for (String socket : sockets.keySet()) {
      while (!outer.succeeds(Command.of("test", "-S", socket))) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new LaunchException(
              "no way to sockets on " + there.host() + ": " + complaint.join().strip());
        }
        LockSupport.parkNanos(LOOK_NS);
      }
    }
  }

  /**
   * Keeps what is to end with this.
   *
   * @throws LaunchException where this is closed meanwhile: nobody would end it any more
   */
  private synchronized Process keep(Process process) throws LaunchException {
    if (closed) {
      process.destroyForcibly();
      throw new LaunchException("interrupted: the guest is not moved");
    }
    started.push(process);
    return process;
  }

  /** The far side removes what is left there as its connection ends, where this cannot. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    while (!started.isEmpty()) {
      Process one = started.pop();
      FarInside.release(one);
      if (!outer.isDry()) {
        one.destroy();
      }
    }
    there.run(Command.of("rm", "-r", "-f", folder));
  }
}
