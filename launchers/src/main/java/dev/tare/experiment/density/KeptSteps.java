package dev.tare.experiment.density;

import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The finished steps of a run, in {@code steps.json} of its folder: a step that is not in it is to
 * be made whole, whatever its members have left. In a dry run nothing is kept.
 */
final class KeptSteps {
  private final Optional<RunFolder> folder;
  private final Map<String, KeptStep> steps = new LinkedHashMap<>();

  private KeptSteps(Optional<RunFolder> folder) {
    this.folder = folder;
  }

  /** Those of a run that begins or goes on. */
  static KeptSteps of(Optional<RunFolder> folder) throws IOException {
    KeptSteps kept = new KeptSteps(folder);
    if (folder.isPresent()) {
      StepsJson.read(folder.get().path()).forEach(step -> kept.steps.put(key(step), step));
    }
    return kept;
  }

  /** What is known of a step; absent where it is to be made. */
  Optional<KeptStep> find(String place, int block) {
    return Optional.ofNullable(steps.get(key(place, block)));
  }

  /** A step has ended, and its members' results are in the folder. */
  void add(KeptStep step) throws IOException {
    steps.put(key(step), step);
    if (folder.isPresent()) {
      StepsJson.write(folder.get().path(), List.copyOf(steps.values()));
    }
  }

  /**
   * Removes what is there of a step that was cut short.
   *
   * @param first its first slot
   * @param members how many slots it has
   */
  void clear(int first, int members) throws IOException {
    if (folder.isPresent()) {
      folder.get().again(IntStream.range(first, first + members).boxed().toList());
    }
  }

  private static String key(KeptStep step) {
    return key(step.place(), step.block());
  }

  private static String key(String place, int block) {
    return block + " " + place;
  }
}
