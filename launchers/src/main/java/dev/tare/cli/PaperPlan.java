package dev.tare.cli;

import dev.tare.result.StudyStep;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds what {@code paper.json} holds: what is run for a study, and how far that is.
 *
 * @param study by its id
 * @param jar its hash: what is begun by one jar is not gone on with by another
 * @param profile of all steps
 * @param blocks of all steps; absent: the profile's
 * @param seed of the first step's order; the next has the next
 * @param command that was typed
 * @param steps in their order
 * @param notes what is not measured and why, a line each
 * @param exits the exit codes of the steps that are over, absent for those that are not
 */
record PaperPlan(
    String study,
    String jar,
    Profile profile,
    Optional<Integer> blocks,
    long seed,
    String command,
    List<StudyStep> steps,
    List<String> notes,
    List<Optional<Integer>> exits) {
  private static final String FILE = "paper.json";

  PaperPlan {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
    exits = List.copyOf(exits);
    if (exits.size() != steps.size()) {
      throw new IllegalArgumentException(exits.size() + " exits of " + steps.size() + " steps");
    }
  }

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  static PaperPlan read(Path folder) throws BadInput {
    Path file = folder.resolve(FILE);
    try {
      return Records.parse(Files.readString(file), PaperPlan.class, file.toString());
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(file.toString(), CommandFailure.reason(e), e);
    }
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.replace(folder.resolve(FILE), Records.line(this) + "\n");
  }

  PaperPlan ended(int step, int exit) {
    List<Optional<Integer>> all = new ArrayList<>(exits);
    all.set(step, Optional.of(exit));
    return new PaperPlan(study, jar, profile, blocks, seed, command, steps, notes, all);
  }

  /** Returns the folder of a step's run, within that of the plan: {@code 03-matrix}. */
  String folder(int step) {
    return String.format(Locale.ROOT, "%02d-%s", step + 1, steps.get(step).command().verb());
  }

  List<String> words(int step) {
    List<String> words = new ArrayList<>(steps.get(step).command().words());
    words.addAll(List.of("--profile", profile.name(), "--seed", String.valueOf(seed + step)));
    blocks.ifPresent(count -> words.addAll(List.of("--blocks", count.toString())));
    return words;
  }

  String state(int step) {
    Optional<Integer> exit = exits.get(step);
    if (exit.isEmpty()) {
      return "not finished";
    }
    return exit.get() == ExitCode.DONE ? "done" : "not all of it (exit " + exit.get() + ")";
  }

  boolean isComplete() {
    return exits.stream().allMatch(exit -> exit.filter(code -> code == ExitCode.DONE).isPresent());
  }
}
