package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetSides;
import dev.tare.result.io.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes what {@code diff} and {@code gate} have in common: how it is compared. */
final class CompareArguments {
  @Option(
      names = "--allow",
      paramLabel = "FACT",
      split = ParameterOptions.BETWEEN,
      splitSynopsisLabel = ",",
      description = "Compare although these facts differ, such as jdk.major; may be repeated.")
  private Set<String> allowed = new TreeSet<>();

  @Option(
      names = "--fleet",
      description =
          "Each side is a fleet, as the verb fleet reads them: a folder with what each node left,"
              + " or a quoted pattern. The unit is the node; where six or more are in both sides,"
              + " each is compared with itself.")
  private boolean fleet;

  @Mixin private CalibrationOption calibration;

  boolean isFleet() {
    return fleet;
  }

  /** Returns what is done with latencies: those of a fleet are left. */
  Latencies latencies() {
    return fleet ? Latencies.LEFT : Latencies.CHECKED;
  }

  FleetSides fleets(List<String> sides, Inputs inputs, CompareOptions options) {
    List<Fleet> read = new ArrayList<>();
    for (String side : sides) {
      Fleet one = FleetInputs.read(List.of(side), inputs, options);
      if (one.nodes().size() < 2) {
        one.warnings().forEach(inputs::say);
        throw new UsageFailure(
            side + ": a fleet takes two nodes or more; without --fleet it is compared as it is");
      }
      read.add(one);
    }
    return FleetSides.of(read.get(0), sides.get(0), read.get(1), sides.get(1));
  }

  CompareOptions options(ChangeArguments change) {
    return change.options(allowed).withCalibrations(calibration.calibrations());
  }
}
