package dev.tare.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** This host and the engines that it has, with a tiny userland for the environments of one test. */
final class EngineHost implements AutoCloseable {
  /** Who no longer lives: what carries this is left over. */
  static final Owner DEAD = new Owner("killed", 4_000_000, 1);

  private final TinyUserland tiny;
  private final Host host;
  private final Owner owner;
  private final String name;

  private EngineHost(TinyUserland tiny, String run) {
    this.tiny = tiny;
    this.host = tiny.host();
    this.owner = Owner.ofRun(run);
    this.name = "tare-" + run;
  }

  /**
   * @param run owns what is made here, and names it
   */
  static EngineHost in(Path folder, String run) throws IOException {
    return new EngineHost(TinyUserland.in(folder), run);
  }

  TinyUserland tiny() {
    return tiny;
  }

  Host host() {
    return host;
  }

  Owner owner() {
    return owner;
  }

  static Stack stack(String text) {
    return new StackSyntax(Layers.standard()).parse(text);
  }

  /** The environment of a stack; skips the test where there is no engine for it. */
  Environment enter(String stack) throws IOException {
    needs(stack);
    return Layers.enter(host, stack(stack), owner, name, Limits.NONE);
  }

  /** Skips the test where there is no engine for a stack. */
  void needs(String stack) throws IOException {
    needsRoot(host);
    Layer layer = stack(stack).steps().get(0).layer();
    if (layer.name().equals("docker")) {
      Assumptions.assumeTrue(dockerAnswers(), "needs docker and its daemon");
    }
    String program =
        layer instanceof RootfsLayer rootfs
            ? rootfs.program()
            : Map.of("lxc", "lxc-execute", "podman", "podman").getOrDefault(layer.name(), "sh");
    Assumptions.assumeTrue(Programs.has(host, program), "needs " + program);
  }

  private boolean dockerAnswers() throws IOException {
    Command info = Command.of("docker", "info", "--format", ".");
    return Programs.has(host, "docker") && host.run(info, Environment.PATIENCE).succeeded();
  }

  static void needsRoot(Host host) throws IOException {
    Assumptions.assumeTrue(host.ran(Command.of("id", "-u")).strip().equals("0"), "needs root");
  }

  /** Docker keeps an image of the userland beyond its containers. */
  @Override
  public void close() throws IOException {
    tiny.removeImage();
  }
}
