package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Moves a guest from the QEMU that runs it to another one, which is started for that. */
final class GuestMove implements Closeable {
  private static final String COMPLETED = "completed";
  private static final String CANCELLED = "cancelled";
  private static final String MIGRATE = "migrate";
  private static final String LOOK = "query-migrate";
  private static final String POST_COPY = "migrate-start-postcopy";
  private static final String ROUNDS = "dirty-sync-count";
  private static final String CONTINUE = "migrate-continue";

  /** Is where QEMU waits before the guest goes on at its destination. */
  private static final String BETWEEN = "pre-switchover";

  private static final double PERCENT = 100;
  private static final long LOOK_NS = 5_000_000;

  /** The usual bandwidth is meant for a network that others use too. */
  private static final long ALL = 1L << 40;

  private final RunningQemu source;
  private final RunningQemu destination;
  private final MovePlan plan;
  private final Path path;
  private boolean fetching;
  private boolean cancelled;

  private final List<Move.Slowed> slowed = new ArrayList<>();

  private long began;

  private long sent;

  /** Tells when it began, or went over to fetching. */
  private long since;

  /** Is what was said of its memory last: of a move that was called off QEMU says nothing more. */
  private JsonNode ram = MissingNode.getInstance();

  GuestMove(RunningQemu source, RunningQemu destination, MovePlan plan, Path path) {
    this.source = source;
    this.destination = destination;
    this.plan = plan;
    this.path = path;
  }

  /**
   * Says by which sockets a guest's state goes from one QEMU to another.
   *
   * @param from which file the source writes to
   * @param to which file the destination makes; the same on one machine
   * @param disk what copies its disk; absent where both have the same
   */
  record Path(String from, String to, Optional<DiskMirror> disk) {
    static Path here(String socket) {
      return new Path(socket, socket, Optional.empty());
    }
  }

  RunningQemu destination() {
    return destination;
  }

  /**
   * Moves it, and has it run there.
   *
   * @throws LaunchException where that failed: it runs on where it was, if it runs
   */
  Move made() throws IOException {
    long asked = System.nanoTime();
    prepare();
    began = System.nanoTime();
    if (path.disk().isPresent()) {
      path.disk().get().begin(source.qmp(), destination.qmp());
    }
    sent = System.nanoTime();
    since = sent;
    source.qmp().execute(MIGRATE, uri(path.from()));
    JsonNode now = look();
    while (!isOver(now)) {
      steer();
      handOver(now);
      LockSupport.parkNanos(LOOK_NS);
      now = look();
    }
    boolean arrived = isAt(now, COMPLETED);
    if (!arrived && path.disk().isPresent()) {
      path.disk().get().giveUp(source.qmp());
    }
    (arrived ? destination : source).qmp().await("query-status", "running");
    return move(now, arrived, asked);
  }

  private JsonNode look() throws IOException {
    JsonNode now = source.qmp().execute(LOOK, Map.of());
    ram = now.has("ram") ? now.path("ram") : ram;
    lookAtSpeed(now);
    return now;
  }

  /** QEMU says only while it slows a machine down how far, in percent. */
  private void lookAtSpeed(JsonNode now) {
    double share = now.path("cpu-throttle-percentage").asDouble(0) / PERCENT;
    double before = slowed.isEmpty() ? 0 : slowed.get(slowed.size() - 1).share();
    if (isAt(now, "active") && share != before) {
      slowed.add(new Move.Slowed(System.nanoTime() - began, share));
    }
  }

  private void steer() throws IOException {
    boolean late = System.nanoTime() - since > plan.limit().toNanos();
    if (fetching && late) {
      throw new LaunchException(
          "the move failed: it runs at its destination, and has not fetched the rest within "
              + plan.limit().toSeconds()
              + " s");
    }
    if (fetching || cancelled) {
      return;
    }
    if (plan.postCopy() && told(ROUNDS).orElse(0) > 1) {
      source.qmp().execute(POST_COPY, Map.of());
      fetching = true;
      since = System.nanoTime();
    } else if (late) {
      source.qmp().execute("migrate_cancel", Map.of());
      cancelled = true;
    }
  }

  /** Has its disk go over while it stands still, between the one and the other. */
  private void handOver(JsonNode now) throws IOException {
    if (isAt(now, BETWEEN) && path.disk().isPresent() && !cancelled) {
      path.disk().get().end(source.qmp(), destination.qmp());
      source.qmp().execute(CONTINUE, Map.of("state", BETWEEN));
    }
  }

  private void prepare() throws IOException {
    destination.greet();
    for (Told one : preparation()) {
      Qmp qmp = one.first() ? source.qmp() : destination.qmp();
      qmp.execute(one.command(), one.arguments());
    }
  }

  private List<Told> preparation() {
    Map<String, ?> able =
        Map.of(
            "capabilities",
            List.of(
                Map.of("capability", "postcopy-ram", "state", plan.postCopy()),
                Map.of("capability", "pause-before-switchover", "state", path.disk().isPresent()),
                Map.of("capability", "auto-converge", "state", plan.autoConverge())));
    Map<String, ?> limits =
        Map.of(
            "max-bandwidth",
            plan.bandwidth().orElse(ALL),
            "max-postcopy-bandwidth",
            plan.bandwidth().orElse(0),
            "downtime-limit",
            plan.downtimeMs());
    return List.of(
        new Told(true, "migrate-set-capabilities", able),
        new Told(false, "migrate-set-capabilities", able),
        new Told(true, "migrate-set-parameters", limits),
        new Told(false, "migrate-incoming", uri(path.to())));
  }

  private static Map<String, String> uri(String socket) {
    return Map.of("uri", "unix:" + socket);
  }

  /** Prints what a person could tell both. */
  Move rehearsed(Environment outer) throws IOException {
    List<Told> all = new ArrayList<>(preparation());
    path.disk().ifPresent(disk -> all.addAll(first(disk)));
    all.add(new Told(true, MIGRATE, uri(path.from())));
    all.add(new Told(true, LOOK, Map.of()));
    if (plan.postCopy()) {
      all.add(new Told(true, POST_COPY, Map.of()));
    }
    path.disk().ifPresent(disk -> all.addAll(last(disk)));
    all.add(new Told(false, "query-status", Map.of()));
    all.add(new Told(true, "quit", Map.of()));
    for (Told one : all) {
      String line = Qmp.line(one.command(), one.arguments());
      outer.ran(Command.of("echo", one.first() ? "source:" : "destination:", line));
    }
    return move(MissingNode.getInstance(), true, 0);
  }

  private static List<Told> first(DiskMirror disk) {
    List<Told> all = new ArrayList<>();
    disk.destinationFirst().forEach(one -> all.add(new Told(false, one)));
    all.add(new Told(true, disk.sourceFirst()));
    return all;
  }

  private static List<Told> last(DiskMirror disk) {
    return List.of(
        new Told(true, disk.sourceLast()),
        new Told(false, disk.destinationLast()),
        new Told(true, CONTINUE, Map.of("state", BETWEEN)));
  }

  /**
   * Is a command of QEMU's machine protocol.
   *
   * @param first whether it is for the QEMU that runs the guest, and not for the other one
   */
  private record Told(boolean first, String command, Map<String, ?> arguments) {
    private Told(boolean first, Qmp.Told told) {
      this(first, told.command(), told.arguments());
    }
  }

  /** Returns what was all but over when it was cancelled may have come to its end. */
  private boolean isOver(JsonNode now) throws LaunchException {
    if (isAt(now, "failed") || isAt(now, "postcopy-paused") || isAt(now, CANCELLED) && !cancelled) {
      String why = now.path("error-desc").asText("QEMU does not say why");
      boolean lives = destination.process().isAlive();
      throw new LaunchException(
          "the move failed: "
              + (lives ? why : why + "; at its destination " + destination.ended()));
    }
    return isAt(now, COMPLETED) || isAt(now, CANCELLED);
  }

  private static boolean isAt(JsonNode now, String status) {
    return now.path("status").asText().equals(status);
  }

  private OptionalLong told(String name) {
    return ram.has(name) ? OptionalLong.of(ram.path(name).asLong()) : OptionalLong.empty();
  }

  private Move move(JsonNode now, boolean arrived, long asked) {
    long ended = System.nanoTime();
    Map<String, Long> phases = new LinkedHashMap<>();
    phases.put("destination ready", began - asked);
    if (path.disk().isPresent()) {
      phases.put("disk copied", sent - began);
    }
    phases.put("moved", ended - sent);
    return new Move(
        arrived,
        began,
        ended,
        arrived && now.has("downtime")
            ? OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(now.path("downtime").asLong()))
            : OptionalLong.empty(),
        told("transferred"),
        path.disk().map(DiskMirror::bytes).orElse(OptionalLong.empty()),
        told("total"),
        told(ROUNDS),
        phases,
        slowed);
  }

  /** Ends the other QEMU, where the guest did not go there. */
  @Override
  public void close() {
    destination.process().destroyForcibly();
  }
}
