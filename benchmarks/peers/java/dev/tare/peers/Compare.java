package dev.tare.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the peers. */
@Command(
    name = "compare",
    exitCodeOnExecutionException = 70,
    description =
        "Runs probes and their peers interleaved and prints a Markdown table of the ratios of their"
            + " speeds: 1 or more says that ours is at least as fast.",
    footer = {
      "",
      "Examples:",
      "  benchmarks/peers/compare --only 'cpu.Prime' --pairs 10 --seconds 5",
      "  benchmarks/peers/compare --only memory --row 'kernel=copy.*stores=plain'",
      "What a row's peer is and needs is listed in benchmarks/peers/README.md.",
      "Exit codes: 0 done, 2 usage, 5 a program failed, 70 internal error."
    })
final class Compare implements Callable<Integer> {
  private static final int FAILED = 5;
  private static final double BUSY = 0.5;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  private boolean help;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Rows whose benchmark's name it matches; default: all.")
  private Pattern only;

  @Option(
      names = "--row",
      paramLabel = "REGEX",
      defaultValue = "",
      description =
          "Of these, the rows that it matches as a whole: name, options and peer; default: all.")
  private Pattern whole;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Pairs of each row, 2 or more, even; default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Seconds that each program is measured for; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the order of the runs; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "The disk that is measured; default: target/ of the clone.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Raw pairs as JSON; default: target/peers.json.")
  private Path out;

  private final Path root;

  Compare(Path root) {
    this.root = root;
  }

  public static void main(String[] args) {
    Compare compare = new Compare(Path.of(System.getProperty("tare.root", ".")).toAbsolutePath());
    System.exit(new CommandLine(compare).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<PeerRow> rows = PeerRows.matching(only, whole);
    if (rows.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no row matches --only '" + only + "' and --row '" + whole + "'");
    }
    if (pairs < Contest.MIN_PAIRS || pairs % 2 != 0 || seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--pairs is even and 2 or more, --seconds 1 or more");
    }
    Path target = root.resolve("target");
    Path measured = folder == null ? target : folder.toAbsolutePath();
    if (!Files.isDirectory(measured) || !Files.isWritable(measured)) {
      throw new ParameterException(
          spec.commandLine(), "--folder is no folder that can be written: " + measured);
    }
    Path file = out == null ? target.resolve("peers.json") : out;
    try (Programs programs = new Programs(measured)) {
      Stage stage = new Stage(programs, root, seconds, Ports.free());
      PrintWriter log = spec.commandLine().getErr();
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      if (load > BUSY) {
        log.printf(
            Locale.ROOT,
            "warning: the load average is %.1f: other work disturbs the measurement%n",
            load);
      }
      Comparison comparison =
          new Comparison(
              new Contest(stage, pairs, new Random(seed), log),
              new Table(spec.commandLine().getOut()),
              new Report(file, Instant.now().toString(), load, seed, seconds));
      return comparison.run(rows, log) ? 0 : FAILED;
    }
  }
}
