package dev.tare.cli;

import dev.tare.experiment.Progress;
import dev.tare.report.Quantity;
import dev.tare.report.Report;
import dev.tare.report.StudyReport;
import dev.tare.result.ShellWord;
import dev.tare.result.StartedAs;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Goes through the steps of a plan, each a verb in this process with a folder of its own: what is
 * over is not made again, what was cut short goes on, and what fails is kept and the rest goes on.
 */
final class PaperRun {
  private static final String VERB = "paper";
  private static final String PAGE = "report.html";

  private final Path path;
  private final PrintWriter out;
  private final PrintWriter err;
  private PaperPlan plan;

  PaperRun(Path path, PaperPlan plan, PrintWriter out, PrintWriter err) {
    this.path = path;
    this.plan = plan;
    this.out = out;
    this.err = err;
  }

  int rehearse() throws Exception {
    Duration all = Duration.ZERO;
    for (int step = 0; step < plan.steps().size(); step++) {
      Duration one = estimate(step);
      all = all.plus(one);
      out.println(line(plan.words(step)));
      out.println(
          "#   " + String.join(", ", plan.steps().get(step).figures()) + "; about " + told(one));
    }
    plan.notes().forEach(note -> out.println("# " + note));
    out.println("# " + steps() + " of " + plan.study() + "; all of them take about " + told(all));
    out.flush();
    return ExitCode.DONE;
  }

  private String steps() {
    return plan.steps().size() + (plan.steps().size() == 1 ? " step" : " steps");
  }

  /** A plan takes hours, and some days. */
  private static String told(Duration time) {
    return time.toHours() < 2 ? Quantity.about(time) : Math.round(time.toMinutes() / 60.0) + " h";
  }

  private static String line(List<String> words) {
    return words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
  }

  private Duration estimate(int step) throws Exception {
    List<String> words = new ArrayList<>(plan.words(step));
    words.add("--dry-run");
    CommandLine verbs = Tare.commandLine(words.get(0));
    verbs.setOut(new PrintWriter(Writer.nullWriter()));
    verbs.setErr(verbs.getOut());
    ParseResult parsed = verbs.parseArgs(words.toArray(String[]::new)).subcommand();
    return ((EstimatedVerb) parsed.commandSpec().userObject()).estimate();
  }

  /**
   * Runs what is not over, and shows what was found.
   *
   * @return the exit code
   */
  int run(FormatOption format) throws Exception {
    double[] seconds = new double[plan.steps().size()];
    double left = 0;
    for (int step = 0; step < seconds.length; step++) {
      seconds[step] = isOver(step) ? 0 : estimate(step).toMillis() / 1e3;
      left += seconds[step];
    }
    // What a step refuses has been refused by now.
    begin();
    plan.notes().forEach(note -> err.println("tare: " + note));
    err.println("paper: " + steps() + ", about " + told(seconds(left)));
    Progress progress = new Progress(this::tell, System::nanoTime, left);
    for (int step = 0; step < seconds.length; step++) {
      if (!isOver(step)) {
        progress.begin(
            (step + 1) + " of " + steps() + ": " + command(step), seconds[step], Optional.empty());
        int exit = measured(step);
        if (Cleanup.hasBegun()) {
          return ExitCode.FAILED;
        }
        plan = plan.ended(step, exit);
        plan.write(path);
        progress.end(seconds[step]);
      }
    }
    show(format);
    return plan.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void begin() {
    try {
      plan.write(path);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write the folder %s (%s); name one with --out DIR"
              .formatted(path, CommandFailure.reason(e)));
    }
  }

  private boolean isOver(int step) {
    return plan.exits().get(step).isPresent();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }

  private void tell(String what, double share, Duration left) {
    String rest = left.isZero() ? "" : "about " + told(left) + " left, ";
    err.println(VERB + ": " + Math.round(100 * share) + " %, " + rest + what);
    err.flush();
  }

  private String command(int step) {
    return plan.steps().get(step).command().text();
  }

  private int measured(int step) {
    Path folder = path.resolve(plan.folder(step));
    boolean begun = RunReader.isRun(folder);
    List<String> words =
        new ArrayList<>(begun ? List.of(plan.words(step).get(0)) : plan.words(step));
    words.addAll(List.of(begun ? "--resume" : "--out", folder.toString()));
    CommandLine verbs = Tare.commandLine(words.get(0));
    verbs.setOut(out);
    verbs.setErr(err);
    CommandSpec verb = verbs.getSubcommands().get(words.get(0)).getCommandSpec();
    partOf(verb, goOn());
    return verbs.execute(words.toArray(String[]::new));
  }

  private String goOn() {
    return VERB + " " + plan.study() + " --resume " + ShellWord.quoted(path.toString());
  }

  private static void partOf(CommandSpec spec, String whole) {
    for (CommandSpec mixin : spec.mixins().values()) {
      if (mixin.userObject() instanceof RunOptions options) {
        options.partOf(whole);
      }
      partOf(mixin, whole);
    }
  }

  private void show(FormatOption format) throws IOException {
    List<StudyReport.Step> steps = new ArrayList<>();
    for (int step = 0; step < plan.steps().size(); step++) {
      steps.add(shown(step));
    }
    String id = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    Report report = StudyReport.of(plan.study(), id, plan.command(), steps, notes());
    Path page = path.resolve(PAGE);
    try {
      AtomicFile.replaceText(page, report::html);
    } catch (IOException e) {
      throw new UnkeptResults(
          page
              + ": cannot be written ("
              + CommandFailure.reason(e)
              + "); make room and go on with: "
              + StartedAs.command()
              + " "
              + goOn());
    }
    out.println();
    out.println("Plan folder: " + path);
    out.println("Report:      " + page);
    out.println();
    out.print(format.text(report));
    out.flush();
  }

  /** Returns what speaks against the figures, a step that failed among it. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int step = 0; step < plan.steps().size(); step++) {
      if (!plan.state(step).equals("done")) {
        notes.add("step " + (step + 1) + ", " + command(step) + ": " + plan.state(step));
      }
    }
    notes.addAll(plan.notes());
    return notes;
  }

  private StudyReport.Step shown(int step) throws IOException {
    Path folder = path.resolve(plan.folder(step));
    boolean any = RunReader.isRun(folder) && Files.exists(folder.resolve(PAGE));
    return new StudyReport.Step(
        line(plan.words(step)),
        plan.steps().get(step).figures(),
        plan.state(step),
        plan.folder(step),
        any ? Optional.of(RunReader.read(folder)) : Optional.empty(),
        any ? SectionsJson.read(folder) : List.of());
  }
}
