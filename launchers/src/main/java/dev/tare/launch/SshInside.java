package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Is the far side of the one ssh connection that every command shares: the keeper's. */
final class SshInside extends FarInside {
  private static final long MOST_SECONDS = 60;
  private static final long END_SECONDS = 20;
  private static final int LOST = 255;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final String socket;

  private SshInside(String stack, Environment outer, Spec spec, String socket) throws IOException {
    super(
        stack,
        outer,
        spec,
        SshCommand.kept(spec, socket, Script.of("far-keeper", spec.name()).line()));
    this.socket = socket;
  }

  static SshInside open(String stack, Environment outer, Spec spec) throws IOException {
    String socket = outer.places().scratch() + "/ssh-" + Integer.toHexString(spec.hashCode());
    SshInside far = new SshInside(stack, outer, spec, socket);
    far.connect("connecting to", END_SECONDS);
    return far;
  }

  @Override
  String host() {
    return spec.option(Ssh.HOST, "");
  }

  @Override
  String dryHome() {
    return spec.option(Ssh.USER).map(user -> "/home/" + user).orElse("/root");
  }

  @Override
  Far awaited() throws IOException, InterruptedException {
    try {
      return told().get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new LaunchException(
          host() + " is connected but says nothing for " + MOST_SECONDS + " s; is it stuck?", e);
    }
  }

  @Override
  String refusal() {
    Ended ended = new Ended(keeper.exitValue(), "", complaint.join());
    return "ssh: " + SshCommand.refusal(spec, ended).line();
  }

  @Override
  void revoke() {
    keeper.destroyForcibly();
  }

  @Override
  Command command(Command inside) {
    return SshCommand.shared(spec, socket, inside.line());
  }

  /** Starts a connection beside it that leads from sockets here to those over there. */
  Process leading(Map<String, String> sockets) throws IOException {
    Process process = outer.start(SshCommand.leading(spec, sockets));
    if (!outer.isDry()) {
      SparedProcesses.keep(process);
    }
    return process;
  }

  /** A command that failed because the connection did is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    if (ended.exit() == LOST && isLost()) {
      throw new LaunchException(
          "the connection to %s was lost (%s); once it is reached again, go on with --resume"
              .formatted(host(), ended.lastLine()));
    }
    return ended;
  }

  @Override
  public void push(Path from, String to) throws IOException {
    if (isDry()) {
      outer.push(from, host() + ":" + to);
      return;
    }
    Process receiver = start(Piped.writer(from, to));
    try (OutputStream there = receiver.getOutputStream()) {
      Files.copy(from, there);
    } catch (IOException e) {
      // The receiver ended early, and says why.
      receiver.destroy();
    }
    Ended ended = Ended.of(receiver, PATIENCE, "push " + from);
    if (!ended.succeeded() || !ended.out().strip().equals(String.valueOf(Files.size(from)))) {
      throw new LaunchException(
          from + " did not arrive as " + to + " on " + host() + ": " + ended.lastLine());
    }
  }

  @Override
  public void pull(String from, Path to) throws IOException {
    if (isDry()) {
      outer.pull(host() + ":" + from, to);
      return;
    }
    Process sender = start(Command.of("cat", from));
    Path half = to.resolveSibling(to.getFileName() + ".half");
    Files.deleteIfExists(half);
    try {
      sender.getOutputStream().close();
      Files.copy(sender.getInputStream(), half);
      Ended ended = Ended.of(sender, PATIENCE, "pull " + from);
      if (!ended.succeeded()) {
        throw new LaunchException(from + " did not come from " + host() + ": " + ended.lastLine());
      }
      Files.move(half, to, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public Optional<String> address() {
    return Optional.of(far().address()).filter(address -> IPV4.matcher(address).matches());
  }

  @Override
  public Facts facts() throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    String client = outer.run(Command.of("ssh", "-V")).lastLine();
    if (!client.isBlank()) {
      facts.put("layer.ssh.client", client);
    }
    return new Facts(facts);
  }

  @Override
  public void close() throws IOException {
    release(keeper);
    try {
      if (!outer.isDry() && !keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
        keeper.waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      keeper.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
