package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes what {@code diff} and {@code gate} have in common: how it is compared. */
final class CompareArguments extends ChangeArguments {
  @Option(
      names = "--allow",
      paramLabel = "FACT",
      split = ",",
      description = "Compare although these facts differ, such as jdk.major; may be repeated.")
  private Set<String> allowed = new TreeSet<>();

  @Mixin private CalibrationOption calibration;

  @Override
  CompareOptions options() {
    return options(allowed).withCalibrations(calibration.calibrations());
  }
}
