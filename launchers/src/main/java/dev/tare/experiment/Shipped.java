package dev.tare.experiment;

import dev.tare.launch.MergingProgram;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Describes what a run brings into every environment, where it is one folder.
 *
 * @param jar that runs
 * @param beside the jar, by the name that each has there
 * @param packs of software, each in a folder of its name
 */
public record Shipped(Path jar, Map<String, HashedFile> beside, List<Pack> packs) {
  public Shipped {
    beside = Map.copyOf(beside);
    packs = List.copyOf(packs);
  }

  public static Shipped of(Path jar) {
    return new Shipped(jar, Map.of(), List.of());
  }

  /** Returns the same with another jar that measures, and nothing but packs beside it. */
  public Shipped withJar(Path other) {
    return new Shipped(other, Map.of(), packs);
  }

  /** Copies it: a build may replace the jar while the run goes on. */
  void copy(Path folder) throws IOException {
    Files.copy(jar, folder.resolve(TrialPlan.JAR));
    MergingProgram.copy(folder);
    for (Map.Entry<String, HashedFile> file : beside.entrySet()) {
      Files.copy(Path.of(file.getValue().path()), folder.resolve(file.getKey()));
    }
    for (Pack pack : packs) {
      Path target = folder.resolve(Pack.SHIPPED).resolve(pack.name());
      for (String file : pack.files().keySet()) {
        Files.createDirectories(target.resolve(file).getParent());
        share(pack.folder().resolve(file), target.resolve(file));
      }
    }
  }

  /** Links a file that nobody writes to any more; copies it where the folders cannot share one. */
  private static void share(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, target);
    }
  }
}
