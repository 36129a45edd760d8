package dev.tare.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.proc.LinePump;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends commands to a running QEMU, in its machine protocol: one JSON object a line, either way.
 */
final class Qmp {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Stands in the queue after the last line. */
  private static final String END = "";

  private static final long LOOK_NS = 1_000_000;

  private static final Pattern FORWARD =
      Pattern.compile("HOST_FORWARD\\]\\s+\\d+\\s+\\S+\\s+(\\d+)\\s+\\S+\\s+22\\s");

  private final OutputStream to;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  record Told(String command, Map<String, ?> arguments) {}

  private Qmp(OutputStream to) {
    this.to = to;
  }

  /** Waits for QEMU's greeting, and agrees. */
  static Qmp open(InputStream from, OutputStream to) throws IOException {
    Qmp qmp = new Qmp(to);
    LinePump.start(
        "qmp", from, line -> qmp.lines.add(line.isEmpty() ? " " : line), () -> qmp.lines.add(END));
    qmp.execute("qmp_capabilities", Map.of());
    return qmp;
  }

  /**
   * Runs a command.
   *
   * @return what it returned
   * @throws LaunchException with QEMU's own words when it refuses, or that it ended
   */
  JsonNode execute(String command, Map<String, ?> arguments) throws IOException {
    try {
      to.write((line(command, arguments) + "\n").getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      throw new LaunchException("QEMU has ended, so it cannot " + command, e);
    }
    Optional<JsonNode> answer = Optional.empty();
    while (answer.isEmpty()) {
      answer = answer(next(command));
    }
    return answer.get();
  }

  /** Runs a command like {@link #execute(String, Map)}. */
  JsonNode execute(Told told) throws IOException {
    return execute(told.command(), told.arguments());
  }

  /** Writes a command as QEMU reads it. */
  static String line(String command, Map<String, ?> arguments) throws IOException {
    ObjectNode line = EngineJson.MAPPER.createObjectNode().put("execute", command);
    return EngineJson.MAPPER.writeValueAsString(
        arguments.isEmpty()
            ? line
            : line.set("arguments", EngineJson.MAPPER.valueToTree(arguments)));
  }

  private String next(String command) throws LaunchException {
    try {
      String line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new LaunchException(
            "QEMU does not answer " + command + " within " + PATIENCE.toSeconds() + " s");
      }
      if (line.equals(END)) {
        lines.add(END);
        throw new LaunchException("QEMU has ended, so it cannot " + command);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while QEMU did " + command, e);
    }
  }

  /**
   * Parses what a line returns; absent where it is the greeting or tells of an event.
   *
   * @throws LaunchException where it is a refusal
   */
  static Optional<JsonNode> answer(String line) throws LaunchException {
    JsonNode node;
    try {
      node = EngineJson.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new LaunchException("QEMU says what is no JSON: " + line.strip(), e);
    }
    if (node.has("error")) {
      throw new LaunchException("QEMU refuses: " + node.path("error").path("desc").asText());
    }
    return Optional.ofNullable(node.get("return"));
  }

  /**
   * Writes the guest's state to where a URI of QEMU says. The guest stands still from the first
   * byte on: what an emulated one writes meanwhile may be missed, and its clone would crash on
   * that.
   */
  void save(String uri) throws IOException {
    execute("stop", Map.of());
    // The usual bandwidth is meant for a network that others use too.
    execute("migrate-set-parameters", Map.of("max-bandwidth", 1L << 40));
    execute("migrate", Map.of("uri", uri));
    await("query-migrate", "completed");
  }

  /** Has a guest go on whose saved state comes in: it stands still, as it was saved. */
  void goOn() throws IOException {
    await("query-status", "paused");
    execute("cont", Map.of());
  }

  /**
   * Waits until a command says a status.
   *
   * @throws LaunchException with what it says instead, where it failed or says it too late
   */
  void await(String command, String status) throws IOException {
    long deadline = System.nanoTime() + Environment.PATIENCE.toNanos();
    JsonNode now = execute(command, Map.of());
    while (!now.path("status").asText().equals(status)) {
      if (now.path("status").asText().equals("io-error")) {
        throw new LaunchException(
            "the guest stands still, for its disk cannot be written; is the host's full?");
      }
      if (now.path("status").asText().equals("failed") || System.nanoTime() > deadline) {
        throw new LaunchException("QEMU does not come to be " + status + ": " + now);
      }
      LockSupport.parkNanos(LOOK_NS);
      now = execute(command, Map.of());
    }
  }

  /** Returns the port of this host's loopback that leads to the guest's ssh server. */
  int forwardedPort() throws IOException {
    JsonNode said = execute("human-monitor-command", Map.of("command-line", "info usernet"));
    return forwardedPort(said.asText())
        .orElseThrow(() -> new LaunchException("QEMU forwards no port: " + said.asText()));
  }

  static OptionalInt forwardedPort(String usernet) {
    Matcher forward = FORWARD.matcher(usernet);
    return forward.find()
        ? OptionalInt.of(Integer.parseInt(forward.group(1)))
        : OptionalInt.empty();
  }
}
