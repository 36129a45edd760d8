package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.network.NetworkPlan;
import dev.tare.experiment.network.NetworkSection;
import dev.tare.experiment.network.PlanText;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What does the path to a server cost? */
@Command(
    name = "network",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what the path to a server costs, with six patterns on each path.",
      "",
      "The paths lead through loopback, bridges, address translation and virtual"
          + " devices, in randomised blocks. Each path is proven before it is timed; both"
          + " ends are pinned, and the CPU time of the host and of the environment is counted"
          + " for each transaction and gigabyte. What is made on the host is removed again.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar network",
      "  java -jar target/benchmarks.jar network --path loopback --path docker-bridge"
          + " --path docker-nat",
      "  java -jar target/benchmarks.jar network --path kvm-vhost --offload on --offload off",
      "  java -jar target/benchmarks.jar network --patterns tcp_rr --bytes 1,1024,65536"
          + " --connections 1,16",
      "  java -jar target/benchmarks.jar network --path loopback --dry-run",
      "",
      "Exit: 0 done; 2 usage; 5 a path that was asked for is unavailable, or something"
          + " failed: the rest has run.",
    })
final class NetworkCommand implements Callable<Integer> {
  @Mixin private NetworkOptions options;

  @Mixin private CalibrationOption calibration;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (options.run().resume().isEmpty()) {
      NetworkMeasurement.checked(options);
    }
    try (MeasuredRun run = MeasuredRun.of("network", options.run(), out, err)) {
      NetworkMeasurement measurement = new NetworkMeasurement(options, run, err);
      if (options.run().isDry()) {
        measurement.dry();
        out.flush();
        return ExitCode.DONE;
      }
      boolean good = measurement.measure();
      Optional<Run> results = run.results();
      if (results.isPresent()) {
        show(run, results.get());
      }
      return run.end(good);
    }
  }

  private void show(MeasuredRun run, Run results) throws IOException {
    Calibrations known = calibration.calibrations();
    NetworkPlan plan = PlanText.parse(run.document().plan());
    Section section = new NetworkSection(results, plan, known).section();
    run.show(results, known, List.of(section), format);
  }
}
