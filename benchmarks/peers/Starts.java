package dev.tare.peers;

import dev.tare.experiment.Session;
import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Direction;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what a start takes through the launcher with what the same commands take that are typed
 * into a shell that runs already, in turns, each until the first byte from inside.
 */
final class Starts {
  private static final int WARM_UP = 2;
  private static final double MS = 1e6;
  private static final String QEMU = "qemu-system-";

  /** Holds QEMU's input, until it is to end. */
  private static final String INPUT = "/tmp/tare-starts-input";

  private final Session session;
  private final Process shell;
  private final PrintStream typing;
  private int made;

  private Starts(Session session) throws IOException {
    this.session = session;
    this.shell =
        new ProcessBuilder("sh")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.typing = new PrintStream(shell.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Is the host, whose commands are remembered as one would type them. */
  private static final class Recorder extends ForwardingEnvironment {
    private final List<String> lines = new ArrayList<>();

    Recorder(Environment host) {
      super(host);
    }

    @Override
    public Process start(Command command) throws IOException {
      lines.addAll(typed(command));
      return super.start(command);
    }

    /**
     * QEMU runs beside what is typed next, and ends with its input. What comes over ssh comes after
     * the first byte.
     */
    private static List<String> typed(Command command) {
      if (command.words().get(0).equals("ssh")) {
        return List.of();
      }
      return command.words().stream().anyMatch(word -> word.startsWith(QEMU))
          ? List.of(
              "mkfifo " + INPUT,
              command.line() + " <" + INPUT + " 2>/dev/null &",
              "exec 9>" + INPUT)
          : List.of(command.line());
    }

    @Override
    public void write(String text, String to) throws IOException {
      lines.add("printf %s " + Command.quoted(text) + " >" + Command.quoted(to));
      super.write(text, to);
    }

    @Override
    public void makeFolders(List<String> paths) throws IOException {
      lines.add(Command.of("mkdir", "-p").and(paths).line());
      super.makeFolders(paths);
    }

    @Override
    public void close() {}
  }

  /** Describes what one environment is started and ended with, under the name that it has here. */
  private record Typed(String name, List<String> start, List<String> end) {
    List<String> named(List<String> lines, String other) {
      return lines.stream().map(line -> line.replace(name, other)).toList();
    }
  }

  /** Waits for a byte in a named pipe, in a thread that lies in the read. */
  private final class First implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile both;

    First(String name) throws IOException {
      this.path = Path.of(session.host().places().shipped(), name);
      session.host().ran(Command.of("mkfifo", "-m", "600", path.toString()));
      this.both = new RandomAccessFile(path.toFile(), "rw");
    }

    long came() throws IOException {
      both.read();
      return System.nanoTime();
    }

    @Override
    public void close() throws IOException {
      both.close();
      Files.delete(path);
    }
  }

  private String pipe() {
    return "starts-" + String.format("%05d", made++);
  }

  private Typed recorded(Stack stack) throws IOException {
    Recorder recorder = new Recorder(session.host());
    String pipe = pipe();
    try (First first = new First(pipe)) {
      Environment up = entered(recorder, stack, pipe);
      first.came();
      List<String> start = new ArrayList<>(recorder.lines);
      recorder.lines.clear();
      session.leave(up);
      List<String> end = new ArrayList<>();
      if (start.contains("mkfifo " + INPUT)) {
        end.addAll(List.of("exec 9>&-", "wait", "rm " + INPUT));
      }
      end.addAll(recorder.lines);
      return new Typed(pipe, start, end);
    }
  }

  private Environment entered(Environment host, Stack stack, String pipe) throws IOException {
    Beginning beginning = new Beginning(Optional.of(pipe), Optional.empty());
    return session.enter(host, stack, Limits.NONE, Optional.empty(), beginning);
  }

  private double ours(Stack stack) throws IOException {
    String pipe = pipe();
    try (First first = new First(pipe)) {
      long[] came = new long[1];
      Thread reader = reader(first, came);
      long asked = System.nanoTime();
      Environment up = entered(session.host(), stack, pipe);
      join(reader);
      session.leave(up);
      return came[0] - asked;
    }
  }

  private static Thread reader(First first, long[] came) {
    Thread reader =
        new Thread(
            () -> {
              try {
                came[0] = first.came();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    reader.start();
    return reader;
  }

  private static void join(Thread reader) {
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The container's name is that of the recorded one, which is gone: it is free again. */
  private double typed(Typed typed) throws IOException {
    String pipe = pipe();
    try (First first = new First(pipe)) {
      String lines = String.join("\n", typed.named(typed.start(), pipe));
      long asked = System.nanoTime();
      typing.println(lines);
      double ns = first.came() - asked;
      String done = pipe();
      try (First ended = new First(done)) {
        typing.println(String.join("\n", typed.named(typed.end(), pipe)));
        typing.println("echo >" + Command.quoted(ended.path.toString()));
        ended.came();
      }
      return ns;
    }
  }

  private void compare(Stack stack, int pairs) throws IOException {
    // An engine's image is made before the first.
    ours(stack);
    Typed typed = recorded(stack);
    for (int i = 0; i < WARM_UP; i++) {
      ours(stack);
      typed(typed);
    }
    List<Pair> all = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      boolean first = i % 2 == 0;
      double before = first ? ours(stack) : typed(typed);
      double after = first ? typed(typed) : ours(stack);
      all.add(new Pair(first, first ? before : after, first ? after : before));
    }
    Ratio ratio = Ratio.of(all, Direction.HIGHER);
    System.out.printf(
        "| %s | %d | %.1f | %.1f | %+.1f %% | %+.1f ... %+.1f %% |%n",
        stack.text(),
        pairs,
        median(all.stream().mapToDouble(Pair::ours).toArray()) / MS,
        median(all.stream().mapToDouble(Pair::peer).toArray()) / MS,
        percent(ratio.mean()),
        percent(ratio.low()),
        percent(ratio.high()));
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private static double median(double[] values) {
    java.util.Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  /**
   * @param words the jar; how many pairs; stacks of one layer
   */
  public static void main(String[] words) throws Exception {
    int pairs = words.length > 1 ? Integer.parseInt(words[1]) : 20;
    List<String> stacks =
        words.length > 2
            ? List.of(words).subList(2, words.length)
            : List.of("bwrap", "lxc", "runc", "crun", "docker");
    Userland userland = Userland.built(step -> {});
    try (Session session =
        Session.open("starts", Path.of(words[0]), Optional.of(userland), Optional.empty())) {
      Starts starts = new Starts(session);
      System.out.println("| environment | pairs | ours, ms | typed, ms | ours longer | 95 % |");
      System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
      for (String text : stacks) {
        starts.compare(new StackSyntax(Layers.standard()).parse(text), pairs);
      }
      starts.typing.close();
      starts.shell.waitFor();
    }
  }
}
