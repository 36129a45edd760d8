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
public final class Leftovers {
  private final Environment host;
  private final List<Leftover> abandoned = new ArrayList<>();

  private Leftovers(Environment host) {
    this.host = host;
  }

  /**
   * Looks for them in an environment. Whatever belongs to a run that still lives, or to nobody, is
   * left out.
   *
   * @param bases the folders of this host in which runs have theirs; none where the environment is
   *     not this host
   * @param troubles is told of each layer that could not be asked, one line each
   */
  public static Leftovers find(
      Layers layers, Environment host, Set<Path> bases, Consumer<String> troubles)
      throws IOException {
    // Two layers may use the same thing, such as a bridge.
    Map<String, Leftover> found = new LinkedHashMap<>();
    // The control groups last of them, for whatever lies in a pool.
    List<Layer> inwards = new ArrayList<>(layers.all());
    Collections.reverse(inwards);
    for (Layer layer : inwards) {
      try {
        layer.leftovers(host).forEach(left -> found.putIfAbsent(left.what(), left));
      } catch (IOException e) {
        troubles.accept(layer.name() + " cannot be asked: " + e.getMessage());
      }
    }
    // The folders last: engines have their state in them.
    ScratchFolders.in(bases).forEach(left -> found.putIfAbsent(left.what(), left));
    Leftovers leftovers = new Leftovers(host);
    found.values().stream().filter(Leftover::isAbandoned).forEach(leftovers.abandoned::add);
    return leftovers;
  }

  public List<Leftover> abandoned() {
    return List.copyOf(abandoned);
  }

  /**
   * Removes one.
   *
   * @throws LaunchException where a command of its removal fails
   */
  public void remove(Leftover leftover) throws IOException {
    for (Command command : leftover.removal()) {
      host.ran(command);
    }
  }
}
