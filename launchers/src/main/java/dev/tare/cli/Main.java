package dev.tare.cli;

import dev.tare.bench.run.JmhCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;

/** Parses and delegates: to a verb, or to JMH. */
public final class Main {
  private static final Set<String> OURS = Set.of("--help", "--version", "-V");

  private Main() {}

  public static void main(String[] args) {
    // A server that is told to stop while it starts does as it was told.
    boolean serves = args.length > 0 && args[0].equals(ServeCommand.NAME);
    Cleanup.atExit(serves ? OptionalInt.of(ExitCode.DONE) : OptionalInt.empty());
    Cleanup.exit(run(System.out, System.err, args));
  }

  /**
   * The whole tool.
   *
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine verbs = Tare.commandLine();
    verbs.setOut(new PrintWriter(out, true));
    verbs.setErr(new PrintWriter(err, true));
    if (args.length == 0) {
      out.print(Overview.text());
      return ExitCode.DONE;
    }
    if (OURS.contains(args[0]) || verbs.getSubcommands().containsKey(args[0])) {
      return verbs.execute(args);
    }
    return switch (new JmhCommand(out, err).run(args)) {
      case DONE -> ExitCode.DONE;
      case USAGE -> ExitCode.USAGE;
      case FAILED -> ExitCode.FAILED;
    };
  }
}
