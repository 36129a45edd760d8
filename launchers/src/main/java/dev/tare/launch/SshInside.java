package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Is the far side of an ssh connection. */
final class SshInside extends FarInside<SshConnection> {
  private static final int LOST = 255;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  SshInside(String stack, Environment outer, SshConnection connection, Places places) {
    super(stack, outer, connection, places);
  }

  /** A command that failed because the connection did is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    if (ended.exit() == LOST && side.isLost()) {
      throw new LaunchException(
          "the connection to "
              + side.host()
              + " was lost ("
              + ended.lastLine()
              + "); once it is reached again, go on with --resume");
    }
    return ended;
  }

  @Override
  public void push(Path from, String to) throws IOException {
    if (isDry()) {
      outer.push(from, side.host() + ":" + to);
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
          from + " did not arrive as " + to + " on " + side.host() + ": " + ended.lastLine());
    }
  }

  @Override
  public void pull(String from, Path to) throws IOException {
    if (isDry()) {
      outer.pull(side.host() + ":" + from, to);
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
        throw new LaunchException(
            from + " did not come from " + side.host() + ": " + ended.lastLine());
      }
      Files.move(half, to, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public Optional<String> address() {
    return Optional.of(side.far().address()).filter(address -> IPV4.matcher(address).matches());
  }

  @Override
  public Facts facts() throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    String client = outer.run(Command.of("ssh", "-V"), PATIENCE).lastLine();
    if (!client.isBlank()) {
      facts.put("layer.ssh.client", client);
    }
    return new Facts(facts);
  }
}
