package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a container of Docker, of the userland or of a user's own image. An init keeps it alive;
 * every command is a {@code docker exec}.
 */
class Docker implements Layer {
  static final String NAME = "docker";

  private static final String LACKS_IMAGE = "No such image";
  private static final String GONE = "No such container";

  /** Is the port of the network benchmarks' server in our examples. */
  private static final String PORT = "4242";

  static final LayerOption NETWORK =
      LayerOption.oneOf(
          "network",
          "bridge (default), the host's own, none, or nat: a port published on an address that"
              + " is not loopback",
          "bridge",
          "host",
          "none",
          "nat");
  static final LayerOption PUBLISH =
      LayerOption.of(
          "publish",
          "with network=nat: the TCP and UDP ports, the same outside (default "
              + PORT
              + "), on an address of the host's that may stand before them",
          "PORT, PORT-PORT or ADDRESS:PORT",
          "(\\d{1,3}(\\.\\d{1,3}){3}:)?\\d{1,5}(-\\d{1,5})?");
  static final LayerOption IMAGE =
      LayerOption.of(
          "image",
          "an image of your own with a JRE and a sleep, instead of the userland",
          "an image's name",
          "[A-Za-z0-9][A-Za-z0-9._/:@-]*");
  static final LayerOption RUNTIME =
      LayerOption.of(
          "runtime",
          "the OCI runtime (default: the daemon's)",
          "a runtime that docker info lists",
          "[A-Za-z0-9][A-Za-z0-9._-]*");
  static final LayerOption SECCOMP =
      LayerOption.onOff("seccomp", "the engine's own filter of system calls (default on)");
  static final LayerOption DATA =
      LayerOption.oneOf(
          "data", "/data is the host's folder (default) or lies in the overlay", "host", "overlay");

  static final String DATA_IMAGE = "image";

  /**
   * Holds what an engine with images has besides: its own volume, memory, and files of an image.
   */
  static final LayerOption ENGINES_DATA =
      LayerOption.oneOf(
          DATA.name(),
          "/data is the host's folder (default), lies in the overlay, is a volume or a tmpfs, or"
              + " has files of a layer of the image, for disk.CopyUp",
          "host",
          "overlay",
          "volume",
          "tmpfs",
          DATA_IMAGE);

  @Override
  public String name() {
    return NAME;
  }

  /** The client, with what stands before its verbs. */
  Command client(Environment outer, Spec spec) throws IOException {
    return Command.of(name());
  }

  /** Options of {@code run} that only this engine has. */
  List<String> runWords(Environment outer, Spec spec) throws IOException {
    List<String> words = new ArrayList<>(List.of("--init"));
    spec.option(RUNTIME.name()).ifPresent(one -> words.addAll(List.of("--runtime", one)));
    return words;
  }

  /** Returns options of {@code run} without which nothing runs, whatever the container is for. */
  List<String> needed(Environment outer, Spec spec) throws IOException {
    return List.of();
  }

  /** Names what keeps a container alive: its entrypoint, and the words behind the image. */
  List<String> holder() {
    return List.of("sleep", "infinity");
  }

  /** Removes a container, whatever runs in it. */
  Command removal(String container) {
    return Command.of(name(), "rm", "--force", "--volumes", container);
  }

  boolean lacksImage(String err) {
    return err.contains(LACKS_IMAGE);
  }

  /** Tells whether an engine's complaint is that it has no such container. */
  boolean isGone(String err) {
    return err.contains(GONE);
  }

  /** Returns how {@code ps} prints the owner. */
  String labelFormat() {
    return "{{.Label \"" + Owner.LABEL + "\"}}";
  }

  String runtimeFormat() {
    return "{{.HostConfig.Runtime}}";
  }

  /** Picks version, storage and cgroupDriver of what {@code info} prints. */
  Map<String, String> facts(JsonNode info) {
    return Map.of(
        "version", info.path("ServerVersion").asText(),
        "storage", info.path("Driver").asText(),
        "cgroupDriver", info.path("CgroupDriver").asText());
  }

  @Override
  public Optional<String> engine() {
    return Optional.of(name());
  }

  @Override
  public String meaning() {
    return "a Docker container";
  }

  @Override
  public List<LayerOption> options() {
    return List.of(NETWORK, PUBLISH, IMAGE, RUNTIME, SECCOMP, ENGINES_DATA, MergingProgram.ASKED);
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return new DockerCheck(outer, spec, this).findings();
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    if (spec.pool().isPresent()) {
      DockerCheck.pooled(outer, this);
    }
    DockerContainer container = new DockerContainer(this, outer, spec, address(outer, spec));
    Optional<String> own = spec.option(IMAGE.name());
    boolean lower = spec.option(DATA.name(), "").equals(DATA_IMAGE);
    if (own.isPresent() && lower) {
      throw new LaunchException(
          name() + ": data=image adds a layer to the userland; leave image= out");
    }
    if (own.isPresent()) {
      container.run(own.get());
    } else {
      DockerImage userland = DockerImage.of(outer, name());
      String image = lower ? userland.lower() : userland.tag();
      if (outer.isDry() || !container.ranOrLacksImage(image)) {
        userland.make();
        if (lower) {
          userland.makeLower(client(outer, spec), needed(outer, spec), spec);
        }
        container.run(image);
      }
    }
    return container;
  }

  /**
   * Finds the address on which ports are published: never every address, never the loopback's
   * proxy.
   */
  private static Optional<String> address(Environment outer, Spec spec) throws IOException {
    if (!spec.option(NETWORK.name(), "bridge").equals("nat")) {
      return Optional.empty();
    }
    String publish = spec.option(PUBLISH.name(), PORT);
    if (publish.contains(":")) {
      return Optional.of(publish.substring(0, publish.indexOf(':')));
    }
    Optional<String> own = outer.address().filter(address -> !address.startsWith("127."));
    return own.isPresent() ? own : Optional.of(bridgeAddress(outer));
  }

  private static String bridgeAddress(Environment outer) throws IOException {
    String line = outer.ran(Command.of("ip", "-4", "-o", "addr", "show", "dev", "docker0"));
    if (outer.isDry()) {
      return "172.17.0.1";
    }
    List<String> words = List.of(line.strip().split("\\s+"));
    int inet = words.indexOf("inet");
    if (inet < 0 || inet + 1 >= words.size()) {
      throw new LaunchException("docker0 has no IPv4 address to publish on; see `ip addr`");
    }
    return words.get(inet + 1).replaceFirst("/.*", "");
  }

  /** Returns the words that publish the ports of an address; none without one. */
  static List<String> published(Spec spec, Optional<String> address) {
    List<String> words = new ArrayList<>();
    if (address.isPresent()) {
      String ports = spec.option(PUBLISH.name(), PORT).replaceFirst(".*:", "");
      for (String protocol : List.of("tcp", "udp")) {
        words.add("--publish");
        words.add(address.get() + ":" + ports + ":" + ports + "/" + protocol);
      }
    }
    return words;
  }

  private String named(String container) {
    return (name().equals(NAME) ? "" : name() + " ") + "container " + container;
  }

  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    if (!Programs.has(outer, name())) {
      return List.of();
    }
    String format = "{{.Names}} " + labelFormat();
    Ended list =
        outer.run(
            Command.of(name(), "ps", "--all", "--no-trunc", "--filter", "label=" + Owner.LABEL)
                .and("--format", format));
    List<StaleResource> left = new ArrayList<>();
    for (String line : list.out().lines().toList()) {
      String[] fields = line.split(" ", 2);
      StaleResource.of(named(fields[0]), fields[fields.length - 1], removal(fields[0]))
          .forEach(left::add);
    }
    left.addAll(staleImages(outer));
    return left;
  }

  /** Those that an experiment made; the userland's has no owner, and stays. */
  private List<StaleResource> staleImages(Environment outer) throws IOException {
    List<StaleResource> left = new ArrayList<>();
    Command list = Command.of(name(), "images", "--quiet", "--filter", "label=" + Owner.LABEL);
    for (String image : outer.run(list).out().lines().distinct().toList()) {
      Command label =
          Command.of(name(), "image", "inspect", image, "--format")
              .and("{{index .Config.Labels \"" + Owner.LABEL + "\"}}");
      Command removal = Command.of(name(), "rmi", "--force", image);
      StaleResource.of(name() + " image " + image, outer.run(label).out(), removal)
          .forEach(left::add);
    }
    return left;
  }
}
