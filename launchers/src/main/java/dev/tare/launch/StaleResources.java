package dev.tare.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds what killed runs have left on a host, and removes it. */
public final class StaleResources {
  private final Layers layers;
  private final Environment host;
  private final Set<Path> bases;
  private final List<StaleResource> abandoned = new ArrayList<>();

  private StaleResources(Layers layers, Environment host, Set<Path> bases) {
    this.layers = layers;
    this.host = host;
    this.bases = Set.copyOf(bases);
  }

  /**
   * Looks for them in an environment. Whatever belongs to a run that still lives, or to nobody, is
   * left out.
   *
   * @param bases the folders of this host in which runs have theirs; none where the environment is
   *     not this host
   * @param troubles is told of each layer that could not be asked, one line each
   */
  public static StaleResources find(
      Layers layers, Environment host, Set<Path> bases, Consumer<String> troubles)
      throws IOException {
    StaleResources stale = new StaleResources(layers, host, bases);
    List<StaleResource> ended = new ArrayList<>(stale.listed(troubles));
    ended.removeIf(left -> !left.isAbandoned());
    if (!ended.isEmpty()) {
      // A run that ended while the list was made has removed what was listed: that is not left.
      ended.retainAll(stale.listed(line -> {}));
    }
    stale.abandoned.addAll(ended);
    return stale;
  }

  /** Lists what is there, of living runs too. */
  private List<StaleResource> listed(Consumer<String> troubles) throws IOException {
    // Two layers may use the same thing, such as a bridge.
    Map<String, StaleResource> found = new LinkedHashMap<>();
    // The control groups last of them, for whatever lies in a pool.
    List<Layer> inwards = new ArrayList<>(layers.all());
    Collections.reverse(inwards);
    Environment asked = host instanceof Host ? new ShortPatience(host) : host;
    for (Layer layer : inwards) {
      try {
        layer.staleResources(asked).forEach(left -> found.putIfAbsent(left.what(), left));
      } catch (IOException e) {
        troubles.accept(layer.name() + " cannot be asked: " + e.getMessage());
      }
    }
    // The folders last: engines have their state in them.
    ScratchFolders.in(bases).forEach(left -> found.putIfAbsent(left.what(), left));
    return List.copyOf(found.values());
  }

  public List<StaleResource> abandoned() {
    return List.copyOf(abandoned);
  }

  /**
   * Removes one. Another that removes the same at this moment is no hindrance.
   *
   * @throws LaunchException where a command of its removal fails, and it is still there
   */
  public void remove(StaleResource resource) throws IOException {
    try {
      for (Command command : resource.removal()) {
        host.ran(command);
      }
    } catch (LaunchException e) {
      if (listed(line -> {}).contains(resource)) {
        throw e;
      }
    }
  }
}
