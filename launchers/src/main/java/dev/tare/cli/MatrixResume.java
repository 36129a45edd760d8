package dev.tare.cli;

import dev.tare.experiment.matrix.MatrixPlan;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that was cut short, as it stands in its folder.
 *
 * @param run its folder
 * @param plan that it began with
 */
record MatrixResume(RunFolder run, MatrixPlan plan) {
  /**
   * Finds it.
   *
   * @param name the run's id, or its folder
   */
  static MatrixResume of(String name) {
    Path folder = Path.of(name);
    if (!Files.exists(folder.resolve("run.json"))) {
      folder = Path.of("results", "runs", name);
    }
    try {
      RunFolder run = RunFolder.open(folder);
      return new MatrixResume(run, MatrixPlan.of(run.document().plan(), run.document().seed()));
    } catch (BadInput | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--resume " + name + ": " + e.getMessage());
    }
  }
}
