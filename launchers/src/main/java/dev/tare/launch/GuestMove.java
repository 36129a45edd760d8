package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final double PERCENT = 100;
  private static final long LOOK_NS = 5_000_000;

  /** The usual bandwidth is meant for a network that others use too. */
  private static final long ALL = 1L << 40;

  private final RunningQemu source;
  private final RunningQemu destination;
  private final MovePlan plan;
  private final String socket;
  private boolean fetching;
  private boolean cancelled;

  private final List<Move.Slowed> slowed = new ArrayList<>();

  private long began;

  /** Tells when it began, or went over to fetching. */
  private long since;

  /** Is what was said of its memory last: of a move that was called off QEMU says nothing more. */
  private JsonNode ram = MissingNode.getInstance();

  /**
   * @param source the QEMU that runs the guest
   * @param destination the other one, which was started to wait for what comes
   * @param socket a file that is not there yet
   */
  GuestMove(RunningQemu source, RunningQemu destination, MovePlan plan, String socket) {
    this.source = source;
    this.destination = destination;
    this.plan = plan;
    this.socket = socket;
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
    since = began;
    source.qmp().execute(MIGRATE, uri());
    JsonNode now = look();
    while (!isOver(now)) {
      steer();
      LockSupport.parkNanos(LOOK_NS);
      now = look();
    }
    boolean arrived = isAt(now, COMPLETED);
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

  private void prepare() throws IOException {
    destination.greet();
    for (Told one : preparation()) {
      Qmp qmp = one.first() ? source.qmp() : destination.qmp();
      qmp.execute(one.command(), one.arguments());
    }
  }

  /** Returns what both are told before the source is told to begin. */
  private List<Told> preparation() {
    Map<String, ?> able =
        Map.of(
            "capabilities",
            List.of(
                Map.of("capability", "postcopy-ram", "state", plan.postCopy()),
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
        new Told(false, "migrate-incoming", uri()));
  }

  private Map<String, String> uri() {
    return Map.of("uri", "unix:" + socket);
  }

  /**
   * Prints what a person could tell both.
   *
   * @param outer where they are started
   */
  Move rehearsed(Environment outer) throws IOException {
    List<Told> all = new ArrayList<>(preparation());
    all.add(new Told(true, MIGRATE, uri()));
    all.add(new Told(true, LOOK, Map.of()));
    if (plan.postCopy()) {
      all.add(new Told(true, POST_COPY, Map.of()));
    }
    all.add(new Told(false, "query-status", Map.of()));
    all.add(new Told(true, "quit", Map.of()));
    for (Told one : all) {
      String line = Qmp.line(one.command(), one.arguments());
      outer.ran(Command.of("echo", one.first() ? "source:" : "destination:", line));
    }
    return move(MissingNode.getInstance(), true, 0);
  }

  /**
   * Is a command of QEMU's machine protocol.
   *
   * @param first whether it is for the QEMU that runs the guest, and not for the other one
   */
  private record Told(boolean first, String command, Map<String, ?> arguments) {}

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
    phases.put("moved", ended - began);
    return new Move(
        arrived,
        began,
        ended,
        arrived && now.has("downtime")
            ? OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(now.path("downtime").asLong()))
            : OptionalLong.empty(),
        told("transferred"),
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
