package dev.tare.launch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Asks layers whether they can be used, and says why not. Closing it, from whatever thread, leaves
 * nothing of what had to be made to ask.
 */
public final class Survey implements AutoCloseable {
  private final Environment host;
  private final Owner owner;
  private final String name;
  private final Deque<Environment> open = new ArrayDeque<>();
  private final ReentrantLock making = new ReentrantLock();
  private volatile boolean closing;

  /**
   * @param host the machine that is asked about
   * @param owner of what has to be made to ask
   * @param name of an environment that has to be made, as in {@link Spec}
   */
  public Survey(Environment host, Owner owner, String name) {
    this.host = host;
    this.owner = owner;
    this.name = name;
  }

  /**
   * Holds what one check found.
   *
   * @param stack what was asked for
   * @param meaning what that is, one line
   * @param findings none where it can be used and nothing needs to be known
   */
  @JsonPropertyOrder({"stack", "meaning", "usable", "findings"})
  public record Answer(String stack, String meaning, List<Finding> findings) {
    public Answer {
      findings = List.copyOf(findings);
    }

    @JsonProperty
    public boolean usable() {
      return findings.stream().noneMatch(Finding::stops);
    }
  }

  /**
   * Every layer on the host, as it is without brackets, side by side: one that hangs keeps none of
   * the others waiting. Nothing is made.
   */
  public List<Answer> layers(Layers layers) {
    return beside(layers.all(), this::answer);
  }

  /** Asks about all of them side by side. */
  public static <T, R> List<R> beside(List<T> all, Function<T, R> question) {
    ExecutorService beside = Executors.newCachedThreadPool(Survey::daemon);
    try {
      return all.stream()
          .map(one -> CompletableFuture.supplyAsync(() -> question.apply(one), beside))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      beside.shutdown();
    }
  }

  private Answer answer(Layer layer) {
    Spec spec = new Spec(owner, name, new TreeMap<>(), Limits.NONE);
    return new Answer(layer.name(), layer.meaning(), checked(layer, host, spec));
  }

  private static Thread daemon(Runnable check) {
    Thread thread = new Thread(check, "check");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns every step of a stack, outermost first. What holds another layer is entered to check
   * that one, and left again; the innermost is only checked. The first that cannot be used ends it:
   * of what is inside nothing can be said.
   */
  public List<Answer> steps(Stack stack) throws IOException {
    List<Answer> answers = new ArrayList<>();
    Environment outer = host;
    String text = "";
    try {
      for (Stack.Step step : stack.steps()) {
        text += (text.isEmpty() ? "" : "/") + step.text();
        Spec spec =
            new Spec(owner, name, step.options(), step.limits(), stack.inside(answers.size()));
        List<Finding> findings = new ArrayList<>(checked(step.layer(), outer, spec));
        boolean innermost = answers.size() + 1 == stack.steps().size();
        if (!innermost && findings.stream().noneMatch(Finding::stops)) {
          outer = enter(step.layer(), outer, spec, findings);
        }
        answers.add(new Answer(text, step.layer().meaning(), findings));
        if (findings.stream().anyMatch(Finding::stops)) {
          break;
        }
      }
      return answers;
    } finally {
      leaveAll();
    }
  }

  /**
   * Enters a whole stack; it is left when this is closed.
   *
   * @throws LaunchException where a layer cannot be entered
   */
  public Environment entered(Stack stack) throws IOException {
    making.lock();
    try {
      if (closing) {
        throw new LaunchException("interrupted");
      }
      open.push(Layers.enter(host, stack, owner, name, Limits.NONE));
      return open.getFirst();
    } finally {
      making.unlock();
    }
  }

  private Environment enter(Layer layer, Environment outer, Spec spec, List<Finding> findings) {
    making.lock();
    try {
      if (closing) {
        throw new LaunchException("interrupted");
      }
      open.push(layer.enter(outer, spec));
      return open.getFirst();
    } catch (IOException e) {
      findings.add(Finding.missing("it cannot be entered: " + e.getMessage(), "mend that first"));
      return outer;
    } finally {
      making.unlock();
    }
  }

  private List<Finding> checked(Layer layer, Environment outer, Spec spec) {
    return findings(layer, outer == host ? new ShortPatience(host) : outer, spec);
  }

  /**
   * Returns what keeps a layer from being entered on a host, which is given ten seconds to say so.
   */
  public static List<Finding> onHost(Layer layer, Environment host, Spec spec) {
    return findings(layer, new ShortPatience(host), spec);
  }

  /** A check that fails is itself a finding: one engine that hangs must not hide the others. */
  private static List<Finding> findings(Layer layer, Environment outer, Spec spec) {
    try {
      return layer.check(outer, spec);
    } catch (IOException e) {
      String what = "its check failed: " + e.getMessage();
      return List.of(Finding.missing(what, "see whether the engine works by hand"));
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    leaveAll();
  }

  private void leaveAll() throws IOException {
    making.lock();
    try {
      IOException first = null;
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (IOException e) {
          first = first == null ? e : first;
        }
      }
      if (first != null) {
        throw first;
      }
    } finally {
      making.unlock();
    }
  }
}
