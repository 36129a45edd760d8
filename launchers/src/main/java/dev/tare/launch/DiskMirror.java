package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies what a guest has written to its disk to another machine, and from then on whatever it
 * writes, so that both are the same when the guest goes on there.
 */
final class DiskMirror {
  /** Names the disk and the copying alike. */
  private static final String DISK = "tare-root";

  private static final String JOBS = "query-block-jobs";
  private static final long LOOK_NS = 5_000_000;

  private final String here;
  private final String there;
  private final Duration limit;
  private boolean copies;
  private OptionalLong bytes = OptionalLong.empty();

  /**
   * @param here a socket that leads to the other one
   * @param there a file on the other machine that is not there yet
   * @param limit after which the disk is to be copied
   */
  DiskMirror(String here, String there, Duration limit) {
    this.here = here;
    this.there = there;
    this.limit = limit;
  }

  List<Qmp.Told> destinationFirst() {
    Map<String, ?> address = Map.of("type", "unix", "data", Map.of("path", there));
    return List.of(
        new Qmp.Told("nbd-server-start", Map.of("addr", address)),
        new Qmp.Told("nbd-server-add", Map.of("device", DISK, "writable", true)));
  }

  /**
   * Returns what the source is told first. What was never written is the same on both: their disks
   * are over the same base.
   */
  Qmp.Told sourceFirst() {
    return new Qmp.Told(
        "drive-mirror",
        Map.of(
            "device",
            DISK,
            "job-id",
            DISK,
            "target",
            "nbd:unix:" + here + ":exportname=" + DISK,
            "format",
            "raw",
            "mode",
            "existing",
            "sync",
            "top",
            "copy-mode",
            "write-blocking"));
  }

  /** Returns what the source is told once the guest stands still. */
  Qmp.Told sourceLast() {
    return new Qmp.Told("block-job-cancel", Map.of("device", DISK));
  }

  /** Returns what the destination is told then: the disk is its guest's alone. */
  Qmp.Told destinationLast() {
    return new Qmp.Told("nbd-server-stop", Map.of());
  }

  /**
   * Copies it.
   *
   * @throws LaunchException where that failed, or took too long
   */
  void begin(Qmp source, Qmp destination) throws IOException {
    for (Qmp.Told one : destinationFirst()) {
      destination.execute(one);
    }
    try {
      source.execute(sourceFirst());
    } catch (LaunchException e) {
      throw new LaunchException(
          "its disk is not copied: "
              + e.getMessage()
              + "; does the sshd there let sockets through (AllowStreamLocalForwarding)?",
          e);
    }
    copies = true;
    long deadline = System.nanoTime() + limit.toNanos();
    JsonNode job = source.execute(JOBS, Map.of()).path(0);
    while (!job.path("ready").asBoolean()) {
      if (job.isMissingNode() || System.nanoTime() > deadline) {
        throw new LaunchException(
            job.isMissingNode()
                ? "its disk is not copied: what takes it over there has ended"
                : "its disk is not copied within " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_NS);
      job = source.execute(JOBS, Map.of()).path(0);
    }
  }

  /** Ends it with both the same, while the guest stands still. */
  void end(Qmp source, Qmp destination) throws IOException {
    JsonNode job = source.execute(JOBS, Map.of()).path(0);
    bytes = OptionalLong.of(job.path("offset").asLong());
    source.execute(sourceLast());
    while (!source.execute(JOBS, Map.of()).isEmpty()) {
      LockSupport.parkNanos(LOOK_NS);
    }
    copies = false;
    destination.execute(destinationLast());
  }

  /** Ends it where the guest stays: a disk over there that is gone must not hold it up. */
  void giveUp(Qmp source) throws IOException {
    if (copies) {
      copies = false;
      source.execute("block-job-cancel", Map.of("device", DISK, "force", true));
    }
  }

  /** Tells how many bytes were copied; absent before it has ended. */
  OptionalLong bytes() {
    return bytes;
  }
}
