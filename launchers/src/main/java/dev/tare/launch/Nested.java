package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Is the innermost environment of a stack; it answers for the ones around it, and closes them. */
final class Nested extends ForwardingEnvironment {
  private final String stack;
  private final Deque<Environment> open;
  private final List<Environment> inwards = new ArrayList<>();

  /**
   * @param made innermost first, at least one
   */
  Nested(String stack, Deque<Environment> made) {
    super(made.getFirst());
    this.stack = stack;
    this.open = new ArrayDeque<>(made);
    made.descendingIterator().forEachRemaining(inwards::add);
  }

  @Override
  public String stack() {
    return stack;
  }

  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    return inner().run(command, limit);
  }

  @Override
  public Facts facts() throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    for (Environment layer : inwards) {
      all.putAll(layer.facts().values());
    }
    return new Facts(all);
  }

  /** An outer layer's limit holds unless an inner one has its own. */
  @Override
  public Limits limits() throws IOException {
    Limits found = Limits.NONE;
    for (Environment layer : inwards) {
      found = layer.limits().or(found);
    }
    return found;
  }

  /**
   * Returns that of the outermost layer: what is inside it has no number on the host that all can
   * read.
   */
  @Override
  public Optional<String> outsidePid() throws IOException {
    return inwards.get(0).outsidePid();
  }

  @Override
  public List<Environment> around() {
    return List.copyOf(inwards.subList(0, inwards.size() - 1));
  }

  /** Tries again what could not be closed, unless it went with what was around it. */
  @Override
  public void close() throws IOException {
    Map<Environment, IOException> failed = new LinkedHashMap<>();
    for (Environment one : List.copyOf(open)) {
      try {
        one.close();
        if (one.takesAllAlong()) {
          failed.clear();
        }
      } catch (IOException e) {
        failed.put(one, e);
      }
    }
    open.retainAll(failed.keySet());
    if (!failed.isEmpty()) {
      throw failed.values().iterator().next();
    }
  }
}
