package dev.tare.probe;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a command, again and again, out of a process as small as one can be: what it takes of time
 * and of memory is its own, and not that of a JVM which forks.
 *
 * <p>It reads nothing, and leads a group of processes that is killed when it has ended, when its
 * time is over, and when the thread that opened this has ended.
 */
public final class TimedCommand implements AutoCloseable {
  private static final int NONE = 2;
  private static final int TOO_LONG = 7;
  private static final int NO_PROGRAM = 8;
  private static final int FORBIDDEN = 13;
  private static final int BEING_WRITTEN = 26;
  private static final int TIMED_OUT = 110;
  private static final int NS_PER_US = 1000;
  private static final int BYTES_PER_KB = 1024;

  private static final String NO_TEXT = "[\\p{Cntrl}&&[^\n\t]]";

  /** So much of a long output is left where it is cut. */
  private static final int KEPT = 64 << 10;

  private final Asked asked;
  private final Probe probe;

  private TimedCommand(Asked asked, Probe probe) {
    this.asked = asked;
    this.probe = probe;
  }

  /**
   * A command that is to be run.
   *
   * @param name what it is called where it fails
   * @param words the program, looked for as a shell does, and its arguments
   * @param variables of its environment, besides this process's own and in their place
   * @param limit a run is killed after so long
   * @param option what the user gives to let it take longer
   */
  public record Asked(
      String name,
      List<String> words,
      Map<String, String> variables,
      Duration limit,
      String option) {
    public Asked {
      words = List.copyOf(words);
      variables = Map.copyOf(variables);
    }
  }

  /**
   * Describes what a run took, by wait4.
   *
   * @param wallNs from before it was forked until it had ended
   * @param userNs CPU time of it and of what it waited for
   * @param systemNs the same in the kernel
   * @param mostBytes its peak of resident memory, or that of the largest process that it waited for
   * @param exit its exit code; 128 and the signal, where one ended it
   */
  public record Usage(long wallNs, long userNs, long systemNs, long mostBytes, int exit) {
    public long cpuNs() {
      return userNs + systemNs;
    }
  }

  /**
   * Makes ready.
   *
   * @throws ProbeException where there is no such program, or this system does not allow that
   */
  public static TimedCommand open(Asked asked) {
    List<String> words = new ArrayList<>(asked.words());
    words.set(0, program(words.get(0)));
    List<String> settings =
        asked.variables().entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .toList();
    try (Memory command = texts(words);
        Memory environment = texts(settings)) {
      return new TimedCommand(
          asked,
          Probe.open(
              "command",
              Map.of(
                  "words", Pointer.nativeValue(command),
                  "count", words.size(),
                  "variables", Pointer.nativeValue(environment),
                  "settings", settings.size(),
                  "limitMs", asked.limit().toMillis(),
                  "scratch", System.getProperty("java.io.tmpdir"))));
    }
  }

  /**
   * The path of a program, looked for as a shell does.
   *
   * @throws ProbeException where there is none
   */
  public static String program(String name) {
    if (name.contains("/")) {
      return name;
    }
    return onPath(name)
        .orElseThrow(() -> new ProbeException(name + ": no such program here", NONE))
        .toString();
  }

  /** Returns the folders in which a shell looks for programs. */
  public static List<Path> folders() {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .map(folder -> Path.of(folder.isEmpty() ? "." : folder))
        .toList();
  }

  /** A program where a shell finds it; absent where there is none. */
  public static Optional<Path> onPath(String name) {
    return folders().stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Checks what can be known of a program before it is run.
   *
   * @throws ProbeException where there is none, or it may not be executed
   */
  public static void check(String name) {
    Path file = Path.of(program(name));
    if (!Files.exists(file)) {
      throw new ProbeException(name + ": no such program here", NONE);
    }
    if (!Files.isRegularFile(file)) {
      throw new ProbeException(name + ": no program, but a folder or a device", FORBIDDEN);
    }
    if (!Files.isExecutable(file)) {
      throw new ProbeException(name + ": it may not be executed; chmod +x allows it", FORBIDDEN);
    }
  }

  /** Says in words what the system answered to execve. */
  private static String why(int errno) {
    return switch (errno) {
      case NONE -> "it, or what its first line says that runs it, is not there";
      case TOO_LONG -> "its arguments and variables are too long";
      case NO_PROGRAM -> "neither a program of this machine nor a script that begins with #!";
      case FORBIDDEN -> "it may not be executed";
      case BEING_WRITTEN -> "it is open for writing";
      default -> "errno " + errno;
    };
  }

  /**
   * Runs it once.
   *
   * @param anyExit whether another exit code than 0 is fine
   * @throws ProbeException in one line, where it was not executed, did not end well, or in time
   */
  public Usage run(boolean anyExit) {
    probe.batch(1);
    Usage took =
        new Usage(
            probe.counter("wallNs"),
            probe.counter("userUs") * NS_PER_US,
            probe.counter("systemUs") * NS_PER_US,
            probe.counter("peakKb") * BYTES_PER_KB,
            (int) probe.counter("exit"));
    int errno = (int) probe.counter("errno");
    if (errno == TIMED_OUT) {
      String late = ": ended after " + asked.limit().toSeconds() + " s; ";
      throw new ProbeException(asked.name() + late + asked.option() + " gives it more", errno);
    }
    if (errno != 0) {
      throw new ProbeException(
          asked.name() + ": it cannot be executed (" + why(errno) + ")", errno);
    }
    if (took.exit() != 0 && !anyExit) {
      throw new ProbeException(asked.name() + " ended with " + took.exit() + lastLine(), 0);
    }
    return took;
  }

  private String lastLine() {
    try {
      return output()
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((one, next) -> next)
          .map(line -> ": " + line.strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns what the last run printed, as text: of a long output the beginning. */
  public String output() throws IOException {
    Path file = Path.of("/proc/self/fd/" + probe.counter("output"));
    try (InputStream printed = Files.newInputStream(file)) {
      return new String(printed.readNBytes(KEPT), StandardCharsets.UTF_8).replaceAll(NO_TEXT, "?");
    }
  }

  @Override
  public void close() {
    probe.close();
  }

  /** Returns one behind the other, each ended by 0. */
  private static Memory texts(List<String> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append(text).append('\0'));
    byte[] bytes = all.append('\0').toString().getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }
}
