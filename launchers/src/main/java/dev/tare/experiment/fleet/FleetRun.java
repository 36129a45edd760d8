package dev.tare.experiment.fleet;

import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.launch.SlurmNodes;
import dev.tare.launch.Stack;
import dev.tare.launch.Survey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs a fleet: one job a node, which Slurm grants when it can. Nothing is asked for again and
 * again but, twice a minute, whether nodes that are waited for can still come. What has finished
 * before is left as it is.
 */
public final class FleetRun implements AutoCloseable {
  private static final long SHOWN_SECONDS = 5;
  private static final int LOOKS_BETWEEN = 6;
  private static final long HANDED_OVER_SECONDS = 60;

  /**
   * Says what became of a node.
   *
   * @param failure one line with the remedy; absent where all that was planned ran
   */
  public record Outcome(String node, Optional<String> failure) {
    static Outcome done(String node) {
      return new Outcome(node, Optional.empty());
    }

    static Outcome failed(String node, String why) {
      return new Outcome(node, Optional.of(node + ": " + why));
    }
  }

  private final Session session;
  private final FleetPlan plan;
  private final Stack stack;
  private final FleetFolder folder;
  private final FleetProgress progress;
  private final ExecutorService threads;
  private final Map<String, Thread> waiting = new ConcurrentHashMap<>();
  private final Set<NodeRun> atWork = ConcurrentHashMap.newKeySet();
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /**
   * @param run the run's folder
   * @param stack that of the plan
   */
  public FleetRun(
      Session session, Path run, FleetPlan plan, Stack stack, Progress.Listener listener) {
    this.session = session;
    this.plan = plan;
    this.stack = stack;
    this.folder = new FleetFolder(run, session.host());
    this.progress =
        new FleetProgress(listener, System::nanoTime, plan.nodes().size(), plan.nodeSeconds());
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(plan.atOnce(), Math.max(1, plan.nodes().size())), FleetRun::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "node");
    thread.setDaemon(true);
    return thread;
  }

  /** Prints the commands of the first node, in a dry run. */
  public void rehearse() throws IOException {
    new NodeRun(session, folder, plan, stack, plan.nodes().get(0)).rehearse();
  }

  /**
   * Measures on every node that has not finished.
   *
   * @return what became of each, in their order; of one that was closed not all
   */
  public List<Outcome> run() throws IOException, InterruptedException {
    refused.putAll(SlurmNodes.refusing(session.host(), stack));
    CompletionService<Outcome> working = new ExecutorCompletionService<>(threads);
    Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    int left = 0;
    for (String node : plan.nodes()) {
      if (folder.isDone(node)) {
        outcomes.put(node, Outcome.done(node));
        progress.hadBefore();
      } else {
        working.submit(() -> measured(node));
        left++;
      }
    }
    progress.show();
    for (int looks = 1; left > 0; looks++) {
      Future<Outcome> one = working.poll(SHOWN_SECONDS, TimeUnit.SECONDS);
      if (closing || session.isClosing()) {
        break;
      }
      if (one != null) {
        Outcome outcome = result(one);
        outcomes.put(outcome.node(), outcome);
        progress.ended(outcome);
        left--;
      } else {
        progress.show();
        if (looks % LOOKS_BETWEEN == 0) {
          lookAfterWaiting();
        }
      }
    }
    return plan.nodes().stream().filter(outcomes::containsKey).map(outcomes::get).toList();
  }

  private static Outcome result(Future<Outcome> one) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome measured(String node) {
    if (closing || refused.containsKey(node)) {
      return refusal(node);
    }
    NodeRun run = new NodeRun(session, folder, plan, stack, node);
    waiting.put(node, Thread.currentThread());
    atWork.add(run);
    try {
      return run.measured(() -> begun(node));
    } catch (IOException e) {
      // An interruption was of the waiting alone.
      Thread.interrupted();
      return refused.containsKey(node) && waiting.containsKey(node)
          ? refusal(node)
          : Outcome.failed(node, String.valueOf(e.getMessage()));
    } finally {
      waiting.remove(node);
      atWork.remove(run);
    }
  }

  private void begun(String node) {
    waiting.remove(node);
    progress.begun(node);
  }

  private Outcome refusal(String node) {
    return Outcome.failed(
        node,
        "it takes no jobs (" + refused.get(node) + "); see sinfo -R, then go on with --resume");
  }

  /** A node that went down or was drained would be waited for without end. */
  private void lookAfterWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      Map<String, String> now = SlurmNodes.refusing(session.host(), stack);
      refused.clear();
      refused.putAll(now);
      waiting.forEach(
          (node, thread) -> {
            if (now.containsKey(node)) {
              thread.interrupt();
            }
          });
    } catch (IOException e) {
      // The controller is away for a moment: it is asked again.
      return;
    }
  }

  /**
   * Waits for no node any more, and has those at work hand over what they have. Called again it
   * does nothing.
   */
  @Override
  public synchronized void close() throws IOException {
    closing = true;
    waiting.values().forEach(Thread::interrupt);
    Survey.beside(
        List.copyOf(atWork),
        run -> {
          run.stop();
          return run;
        });
    threads.shutdown();
    try {
      if (threads.awaitTermination(HANDED_OVER_SECONDS, TimeUnit.SECONDS)) {
        folder.tidy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
