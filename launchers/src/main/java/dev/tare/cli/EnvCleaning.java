package dev.tare.cli;

import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.Layers;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.StaleResource;
import dev.tare.launch.StaleResources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes what killed runs have left, and says each thing. */
final class EnvCleaning {
  private final Layers layers;
  private final PrintWriter out;
  private final PrintWriter err;

  EnvCleaning(Layers layers, PrintWriter out, PrintWriter err) {
    this.layers = layers;
    this.out = out;
    this.err = err;
  }

  /**
   * @param where this host, or an environment that was entered to clean inside
   * @param onlyList removes nothing
   * @return the exit code
   */
  int clean(Environment where, boolean onlyList) throws IOException {
    Set<Path> bases = where instanceof Host ? ScratchFolders.bases() : Set.of();
    List<String> troubles = new ArrayList<>();
    StaleResources stale = StaleResources.find(layers, where, bases, troubles::add);
    troubles.forEach(trouble -> err.println("tare: " + trouble));
    boolean failed = !troubles.isEmpty();
    for (StaleResource resource : stale.abandoned()) {
      String what = resource.what() + " of run " + resource.owner().run();
      if (onlyList) {
        out.println("would remove " + what);
        resource.removal().forEach(command -> out.println("  " + command.line()));
      } else {
        failed |= !removed(stale, resource, what);
      }
    }
    if (stale.abandoned().isEmpty()) {
      out.println(
          "nothing is left of killed runs"
              + (troubles.isEmpty() ? "" : ", but for what could not be asked"));
    }
    out.flush();
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private boolean removed(StaleResources stale, StaleResource resource, String what) {
    try {
      stale.remove(resource);
      out.println("removed " + what);
      return true;
    } catch (IOException e) {
      err.println("tare: " + what + " is not removed: " + e.getMessage());
      return false;
    }
  }

  /** Removes a folder of this process; what cannot be removed is left for the next time. */
  static void removeFolder(Path folder) {
    try {
      ScratchFolders.remove(folder);
    } catch (IOException e) {
      return;
    }
  }
}
