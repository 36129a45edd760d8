package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is a place where a command can be run. Made by a {@link Layer}, or the host itself. What it is
 * made of (a container, a guest, files, links) ends with {@link #close}.
 */
public interface Environment extends AutoCloseable {
  /** Is what small engine commands may take: generous, since an emulated guest is slow. */
  Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Is how long a guest, and what starts in it, is waited for that has not ended: where it is
   * emulated and other work has the CPUs, a JVM takes minutes to start.
   */
  Duration COMING_UP = Duration.ofMinutes(5);

  /** The stack as it was asked for, such as {@code kvm(net=tap)/docker}; {@code bare} the host. */
  String stack();

  /** Returns where things lie in here. */
  Places places();

  /**
   * Starts a command in here. Its three streams are those of the process. Killing the process
   * always ends the client; whether it ends the command inside depends on the engine.
   */
  Process start(Command command) throws IOException;

  /** Copies a file of the host to a path in here; through a pipe, where there is no nearer way. */
  default void push(Path from, String to) throws IOException {
    Piped.push(this, from, to);
  }

  /** Copies a file in here to the host; through a pipe, where there is no nearer way. */
  default void pull(String from, Path to) throws IOException {
    Piped.pull(this, from, to);
  }

  /** Reads a small text file in here, of /proc too. */
  default String read(String path) throws IOException {
    return Piped.read(this, path);
  }

  /** Reads a small text file in here; absent where it cannot be read. */
  default Optional<String> readIfThere(String path) throws IOException {
    try {
      return Optional.of(read(path));
    } catch (LaunchException e) {
      return Optional.empty();
    }
  }

  /** Writes a small text to a file in here. */
  default void write(String text, String to) throws IOException {
    Piped.write(this, text, to);
  }

  /** Makes folders in here, with those above them, where they are not there yet. */
  default void makeFolders(List<String> paths) throws IOException {
    Piped.makeFolders(this, paths);
  }

  /**
   * Returns the IPv4 address at which the host reaches a server in here; absent without a network.
   */
  Optional<String> address() throws IOException;

  /**
   * Returns what only the layers know: engine and its version, accelerator, guest kernel, reserve
   * of memory. Names start with {@code layer.NAME.}.
   */
  Facts facts() throws IOException;

  /** The limits that hold for this environment, read back from outside it; none where none do. */
  Limits limits() throws IOException;

  /**
   * A process of this environment as what is around it numbers it: leads to the control groups that
   * hold all of it. Absent where the layer has none of its own, or it has ended.
   */
  default Optional<String> outsidePid() throws IOException {
    return Optional.empty();
  }

  /** Tells whether commands are only printed, never run: what they would have said is empty. */
  default boolean isDry() {
    return false;
  }

  /**
   * The environments around this one, outermost first, the host not among them; they belong to this
   * one and end with it. None around a single layer.
   */
  default List<Environment> around() {
    return List.of();
  }

  /** Runs a command in here to its end. */
  default Ended run(Command command, Duration limit) throws IOException {
    return Ended.of(start(command), limit, command.brief());
  }

  /** Runs an engine's small command in here, which may fail. */
  default Ended run(Command command) throws IOException {
    return run(command, PATIENCE);
  }

  /** Tells whether such a command succeeds. */
  default boolean succeeds(Command command) throws IOException {
    return run(command).succeeded();
  }

  /**
   * Runs a command in here that has to succeed.
   *
   * @return what it printed on standard output
   * @throws LaunchException with the command, the exit code and its last line
   */
  default String ran(Command command) throws IOException {
    return run(command).checked(this, command).out();
  }

  /** Says what became of it, one line; absent where commands can still be run in here. */
  default Optional<String> loss() {
    try {
      Ended ended = run(Command.of("true"), Duration.ofSeconds(30));
      return ended.succeeded() ? Optional.empty() : Optional.of(ended.lastLine());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Tells whether what was made inside is gone once this is closed, as in a container or a guest.
   * Not on another machine, and not where only commands were limited.
   */
  default boolean takesAllAlong() {
    return true;
  }

  /**
   * Saves it as it runs into a folder that is there, from which others of its kind can begin, and
   * ends what runs in it; it is still to be closed.
   *
   * @throws LaunchException where it cannot be saved, in one line
   */
  default void save(String folder) throws IOException {
    throw new LaunchException(stack() + " cannot be saved and begun again from that");
  }

  /**
   * Returns what it can do that only some can, such as {@link Migratable}.
   *
   * @return absent where it cannot
   */
  default <T> Optional<T> as(Class<T> capability) {
    return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
  }

  /** Ends it and leaves nothing; called again it does nothing, or what has failed before. */
  @Override
  void close() throws IOException;
}
