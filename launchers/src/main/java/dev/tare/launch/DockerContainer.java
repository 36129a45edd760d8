package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Is one container of Docker, or of an engine with its command line. */
final class DockerContainer extends Container {
  private static final String GOING = "already in progress";
  private static final String TAKEN = "is already in use";
  private static final int LOOKS = 100;
  private static final long LOOK_NS = 100_000_000;

  private final Docker engine;
  private final Optional<String> published;

  /** The image of one that a client asked for which did not come to its own end; else absent. */
  private Optional<String> pending = Optional.empty();

  /**
   * @param published the address on which ports are published; absent without network=nat
   */
  DockerContainer(Docker engine, Environment outer, Spec spec, Optional<String> published) {
    super(outer, spec, Optional.empty());
    this.engine = engine;
    this.published = published;
  }

  void run(String image) throws IOException {
    if (!ranOrLacksImage(image)) {
      throw new LaunchException(
          engine.name() + " has no image " + image + "; " + engine.name() + " pull " + image);
    }
  }

  /** Starts it from an image; nothing is made, and false returned, where the image is not there. */
  boolean ranOrLacksImage(String image) throws IOException {
    try {
      pending = Optional.of(image);
      Ended ended = outer.run(runCommand(image));
      if (!ended.wasKilled()) {
        pending = Optional.empty();
      }
      if (engine.lacksImage(ended.err())) {
        return false;
      }
      if (!ended.succeeded()) {
        throw new LaunchException(engine.name() + " run: " + said(ended.err()));
      }
      if (isOverlaid()) {
        ran(Command.of("mkdir", "-p", Places.DATA));
      }
      return true;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(this::close, e);
      throw e;
    }
  }

  private Command runCommand(String image) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--detach"));
    words.addAll(engine.runWords(outer, spec));
    words.addAll(List.of("--pull", "never", "--name", spec.name()));
    words.addAll(List.of("--label", Owner.LABEL + "=" + spec.owner().text()));
    String network = spec.option(Docker.NETWORK.name(), "bridge");
    words.addAll(List.of("--network", network.equals("nat") ? "bridge" : network));
    words.addAll(Docker.published(spec, published));
    if (spec.option(Docker.SECCOMP.name(), "on").equals("off")) {
      words.addAll(List.of("--security-opt", "seccomp=unconfined"));
    }
    String disk = BlockDevice.limited(outer, spec.limits()).map(BlockDevice::path).orElse("");
    words.addAll(limitWords(spec.limits(), disk));
    spec.pool().ifPresent(pool -> words.addAll(List.of("--cgroup-parent", "/" + pool.name())));
    // Or SELinux, where it is on, keeps the container from what is mounted.
    words.addAll(List.of("--security-opt", "label=disable"));
    mount(words, outer.places().shipped(), Places.SHIPPED, ",readonly");
    data(words);
    List<String> holder = spec.announced(engine.holder());
    words.addAll(List.of("--workdir", "/", "--entrypoint", holder.get(0), image));
    words.addAll(holder.subList(1, holder.size()));
    return engine.client(outer, spec).and(words);
  }

  private String data() {
    return spec.option(Docker.DATA.name(), "host");
  }

  private boolean isOverlaid() {
    return data().equals("overlay") || data().equals(Docker.DATA_IMAGE);
  }

  /** A volume has no name, so that it is removed with the container. */
  private void data(List<String> words) {
    if (data().equals("host")) {
      mount(words, outer.places().data(), Places.DATA, "");
    } else if (!isOverlaid()) {
      words.addAll(List.of("--mount", "type=" + data() + ",target=" + Places.DATA));
    }
  }

  /** Adds a bind mount, one field of comma-separated values each. */
  private static void mount(List<String> words, String from, String to, String how) {
    if (!from.isEmpty()) {
      String source = "source=" + from;
      boolean plain = !source.contains(",") && !source.contains("\"");
      String field = plain ? source : "\"" + source.replace("\"", "\"\"") + "\"";
      words.add("--mount");
      words.add("type=bind," + field + ",target=" + to + how);
    }
  }

  /**
   * Limits as {@code docker run} takes them; swap is never had beside memory.
   *
   * @param disk the node of what limits at a disk are about
   */
  static List<String> limitWords(Limits limits, String disk) {
    return limits.values().entrySet().stream()
        .flatMap(limit -> limitWords(limit.getKey(), limit.getValue(), disk).stream())
        .toList();
  }

  private static List<String> limitWords(String name, String value, String disk) {
    return switch (name) {
      case "cpuset" -> List.of("--cpuset-cpus", value);
      case "shares" -> List.of("--cpu-shares", value);
      case "cpus" -> List.of("--cpus", value);
      case "memory" -> List.of("--memory", value, "--memory-swap", value);
      case "memory-soft" -> List.of("--memory-reservation", value);
      case "pids" -> List.of("--pids-limit", value);
      case Limits.IO_WEIGHT -> List.of("--blkio-weight", value);
      case Limits.IO_READ -> List.of("--device-read-bps", disk + ":" + value);
      case Limits.IO_WRITE -> List.of("--device-write-bps", disk + ":" + value);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The line of the client that says what went wrong: a hint at its help may follow. */
  static String said(String err) {
    List<String> lines = err.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.contains("Error") || line.startsWith("docker: "))
        .findFirst()
        .orElse(lines.isEmpty() ? "failed and said nothing" : lines.get(lines.size() - 1))
        .strip();
  }

  @Override
  public String stack() {
    return engine.name();
  }

  @Override
  public Places places() {
    return spec.option(Docker.IMAGE.name()).isPresent() ? Places.insideForeign() : Places.inside();
  }

  @Override
  Process attached(Command command) throws IOException {
    List<String> words = new ArrayList<>(List.of(engine.name(), "exec", "--interactive"));
    command
        .variables()
        .forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
    words.add(spec.name());
    words.addAll(command.words());
    return outer.start(Command.of(words));
  }

  @Override
  public Optional<String> address() throws IOException {
    return switch (spec.option(Docker.NETWORK.name(), "bridge")) {
      case "host" -> outer.address();
      case "none" -> Optional.empty();
      case "nat" -> published;
      default ->
          Optional.of(inspected("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"))
              .filter(address -> !address.isEmpty());
    };
  }

  @Override
  public Facts facts() throws IOException {
    JsonNode info =
        EngineJson.MAPPER.readTree(
            outer.ran(Command.of(engine.name(), "info", "--format", "{{json .}}")));
    Map<String, String> facts = new TreeMap<>();
    engine.facts(info).forEach((name, value) -> put(facts, name, value));
    put(facts, "runtime", inspected(engine.runtimeFormat()));
    put(facts, "network", spec.option(Docker.NETWORK.name(), "bridge"));
    put(facts, "seccomp", spec.option(Docker.SECCOMP.name(), "on"));
    put(facts, "image", inspected("{{.Image}}"));
    return Facts.of(facts);
  }

  private void put(Map<String, String> facts, String name, String value) {
    if (!value.isBlank()) {
      facts.put("layer." + engine.name() + "." + name, value);
    }
  }

  @Override
  String pid() throws IOException {
    return inspected("{{.State.Pid}}");
  }

  private String inspected(String format) throws IOException {
    return outer.ran(Command.of(engine.name(), "inspect", "--format", format, spec.name())).strip();
  }

  @Override
  void end() throws IOException {
    Ended ended = removal();
    boolean again = isToBeAskedAgain(ended);
    for (int looks = 0; again && looks < LOOKS; looks++) {
      LockSupport.parkNanos(LOOK_NS);
      ended = removal();
      again = isToBeAskedAgain(ended);
    }
    if (again && isAbsent(ended)) {
      throw new LaunchException(
          "%s still makes %s; %s"
              .formatted(engine.name(), spec.name(), engine.removal(spec.name()).line()));
    }
    if (!ended.succeeded() && !isAbsent(ended)) {
      throw new LaunchException(engine.name() + " rm: " + said(ended.err()));
    }
  }

  /** It is gone when what somebody else does with it is done: makes it, or removes it. */
  private boolean isToBeAskedAgain(Ended removal) throws IOException {
    return removal.wasKilled()
        || removal.err().contains(GOING)
        || isAbsent(removal) && pending.isPresent() && isBeingMade(pending.get());
  }

  /** Newer clients say nothing of one that is not there, and name one that they removed. */
  private boolean isAbsent(Ended removal) {
    return engine.isGone(removal.err()) || removal.succeeded() && removal.out().isBlank();
  }

  /**
   * Tells whether a daemon may still make what its client asked for before that was ended: its name
   * is taken then; else by one that is made here, and is to be removed instead.
   */
  private boolean isBeingMade(String image) throws IOException {
    Ended other =
        outer.run(
            Command.of(engine.name(), "create", "--pull", "never", "--name", spec.name())
                .and("--label", Owner.LABEL + "=" + spec.owner().text())
                .and("--network", "none", image, "true"));
    if (other.succeeded()) {
      pending = Optional.empty();
    }
    return other.succeeded() || other.wasKilled() || other.err().contains(TAKEN);
  }

  private Ended removal() throws IOException {
    return outer.run(engine.removal(spec.name()));
  }
}
