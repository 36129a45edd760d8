package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The innermost environment of a stack; it answers for the ones around it, and closes them. */
final class Nested extends Within {
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

  /** Of the outermost layer: what is inside it has no number on the host that all can read. */
  @Override
  public Optional<String> outsidePid() throws IOException {
    return inwards.get(0).outsidePid();
  }

  @Override
  public List<Environment> around() {
    return List.copyOf(inwards.subList(0, inwards.size() - 1));
  }

  /** What could not be closed is tried again the next time. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Environment one : List.copyOf(open)) {
      try {
        one.close();
        open.remove(one);
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
