package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Setting;
import dev.tare.experiment.matrix.Matrix;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What does each layer cost on this host? */
@Command(
    name = "matrix",
    description = {
      "Measures what each layer costs, by the same benchmarks in every environment.",
      "",
      "They are run by the same jar, in randomised blocks. Ends with a table of ratios"
          + " to bare, and leaves a run folder with the raw data, the facts of every"
          + " environment, and a report.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar matrix",
      "  java -jar target/benchmarks.jar matrix --env bare --env docker --env 'kvm(vcpus=1)/docker'",
      "  java -jar target/benchmarks.jar matrix --benchmarks 'cpu|kernel' --limit memory=1g",
      "  java -jar target/benchmarks.jar matrix --benchmarks app.Command -p"
          + " 'command=dd if=/dev/zero of=/dev/null bs=1M count=1000'",
      "  java -jar target/benchmarks.jar matrix --resume 20260102-030405-678",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 an environment that was asked"
          + " for is unavailable, or something failed: the rest has run.",
    })
final class MatrixCommand extends Verb
    implements EstimatedVerb, ExperimentSession.Asked<BenchmarkWork> {
  /**
   * Matches what tells layers apart, of each subject, and what studies' figures of a host are
   * about.
   */
  private static final String SENSIBLE =
      "cpu\\.(Prime|NopLoop)|memory\\.(Stream|Chase)"
          + "|kernel\\.(Syscall|ContextSwitch|PageFault|Spawn|ClockRead)"
          + "|disk\\.(RandomFile|SequentialFile)|net\\.(TcpRr|UdpRr|TcpStream)";

  /** Takes minutes in the sizes of its study, and says little in smaller ones. */
  private static final String OF_PAPER = "|disk\\.FilebenchRandomRw";

  /** Is of the same, where nothing else is asked for: the studies have copied. */
  private static final String KERNELS = "memory\\.Stream:kernel=triad,copy";

  private final ParameterOptions<BenchmarkWork> options =
      new ParameterOptions<>(BenchmarkWork.class);

  @Option(
      names = "--env",
      paramLabel = "STACK",
      split = Environments.BETWEEN,
      splitSynopsisLabel = ",",
      description =
          "Environments, such as bare,docker or 'kvm(net=tap)/docker'; may be repeated"
              + " (default: bare and all that can be had here; for disk.CopyUp and disk.SmallFiles"
              + " every place that files can be in).")
  private List<String> environments = new ArrayList<>();

  @Mixin private CommandSpec benchmarks = options.mixin("--benchmarks");

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  @Mixin private CommandSpec params = options.mixin("-p");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where disk benchmarks measure, in a folder of the run's own (default: /var/tmp).")
  private Path data;

  @Mixin private RunOptions run;

  @Mixin private CalibrationOption calibration;

  @Mixin private FormatOption format;

  @Override
  public Integer call() throws Exception {
    Calibrations known = calibration.calibrations();
    try (ExperimentSession<BenchmarkWork> session = session()) {
      return session.run(known, format);
    }
  }

  @Override
  public Duration estimate() throws Exception {
    try (ExperimentSession<BenchmarkWork> session = session()) {
      return session.estimate();
    }
  }

  private ExperimentSession<BenchmarkWork> session() throws IOException {
    Matrix matrix = new Matrix(WorkChoice.isOfPlaces(options.parameters().benchmarks()));
    return new ExperimentSession<>(matrix, this, run, extent.profile(), out(), err());
  }

  @Override
  public Setting setting() {
    return extent.setting(
        environments,
        limits.limits(),
        extent.blocks(),
        Optional.ofNullable(data).map(folder -> folder.toAbsolutePath().toString()),
        run.seed());
  }

  @Override
  public BenchmarkWork parameters(List<Stack> stacks) {
    BenchmarkWork asked = options.parameters();
    return asked.benchmarks().isEmpty()
        ? usual(extent.profile(), asked.params(), limits.limits(), stacks)
        : WorkChoice.of(
            asked.benchmarks(), extent.profile(), asked.params(), limits.limits(), stacks);
  }

  /** Returns what is run where no benchmark is named. */
  static BenchmarkWork usual(
      Profile profile, List<String> params, Limits limits, List<Stack> stacks) {
    List<String> all = new ArrayList<>(List.of(KERNELS));
    all.addAll(params);
    String benchmarks = profile == Profile.paper ? SENSIBLE + OF_PAPER : SENSIBLE;
    return WorkChoice.of(List.of(benchmarks), profile, all, limits, stacks);
  }
}
