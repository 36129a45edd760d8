package dev.tare.experiment.network;

import dev.tare.experiment.Session;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Goes through the schedule: makes each path, proves it, lets the patterns run through it. */
public final class NetworkRun implements AutoCloseable {
  /** A path that failed so often in a row is left alone for the rest of the run. */
  private static final int PATIENCE = 2;

  private final NetworkPlan plan;
  private final Session session;
  private final StackSyntax syntax;
  private final NetworkListener listener;
  private final InstantSource clock;
  private final int processors;
  private final Map<String, OpenPath> kept = new HashMap<>();
  private final Map<String, Integer> failedInARow = new HashMap<>();
  private final SortedMap<String, String> failures = new TreeMap<>();

  /**
   * @param processors what every client's JVM is told to have
   * @param clock tells when the run ended
   */
  public NetworkRun(
      NetworkPlan plan,
      Session session,
      StackSyntax syntax,
      NetworkListener listener,
      InstantSource clock,
      int processors) {
    this.plan = plan;
    this.session = session;
    this.syntax = syntax;
    this.listener = listener;
    this.clock = clock;
    this.processors = processors;
  }

  /**
   * Visits what the folder's schedule still plans.
   *
   * @param host the facts of this host
   * @return by path, what failed first, one line each
   */
  public SortedMap<String, String> measure(RunFolder folder, Facts host)
      throws IOException, InterruptedException {
    for (Slot slot : folder.document().schedule()) {
      if (slot.status() == Slot.Status.PLANNED && !session.isClosing()) {
        visit(folder, slot, host);
      }
    }
    if (!session.isClosing()) {
      folder.finish(clock.instant());
    }
    return failures;
  }

  /** Prints, in a session without effects, every command of one visit of each path. */
  public void rehearse() throws IOException, InterruptedException {
    for (PathVariant variant : plan.variants()) {
      try (OpenPath path = open(variant)) {
        for (VisitPlan visit : PatternVisit.plans(plan, path.clientFlags(), processors)) {
          path.client().run(visit.command(path.client().places()), java.time.Duration.ofSeconds(1));
        }
      }
    }
  }

  private void visit(RunFolder folder, Slot slot, Facts host)
      throws IOException, InterruptedException {
    PathVariant variant = variant(slot.environment());
    if (failedInARow.getOrDefault(variant.name(), 0) >= PATIENCE) {
      folder.without(slot.slot(), Slot.Status.SKIPPED, failures.get(variant.name()));
      return;
    }
    VisitResults results = new VisitResults();
    try {
      OpenPath path = opened(variant);
      folder.facts(variant.name(), path.facts(host));
      measure(folder, variant, path, results);
      path.check();
      keep(folder, slot, variant, results);
    } catch (IOException e) {
      given(folder, slot, variant, results, String.valueOf(e.getMessage()));
    } finally {
      listener.visited(variant);
      if (!plan.keep()) {
        leave(variant);
      }
    }
  }

  private void measure(RunFolder folder, PathVariant variant, OpenPath path, VisitResults results)
      throws IOException, InterruptedException {
    try (PrintWriter console =
        new PrintWriter(
            Files.newBufferedWriter(
                folder.console(variant.name()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND))) {
      for (VisitPlan visit : PatternVisit.plans(plan, path.clientFlags(), processors)) {
        VisitOutcome outcome = PatternVisit.run(path, visit, results, listener, console::println);
        results.fail(outcome.failures());
        if (!outcome.isUsableAgain()) {
          throw new IOException(outcome.reason().orElse("the client died"));
        }
      }
    }
  }

  private void keep(RunFolder folder, Slot slot, PathVariant variant, VisitResults results)
      throws IOException {
    if (results.isEmpty()) {
      throw new IOException(
          results.failures().values().stream().findFirst().orElse("no pattern gave anything"));
    }
    results.save(folder, slot.slot());
    folder.done(slot.slot(), results.failures());
    failedInARow.remove(variant.name());
    results
        .failures()
        .forEach(
            (run, why) -> fail(variant, NetPattern.of(run).orElseThrow().label() + ": " + why));
  }

  /** What it gave before it failed stays, and is marked. */
  private void given(
      RunFolder folder, Slot slot, PathVariant variant, VisitResults results, String reason)
      throws IOException {
    if (session.isClosing()) {
      return;
    }
    String line = reason.lines().findFirst().orElse(reason);
    if (!results.isEmpty()) {
      results.save(folder, slot.slot());
    }
    folder.without(slot.slot(), Slot.Status.FAILED, line);
    failedInARow.merge(variant.name(), 1, Integer::sum);
    fail(variant, line);
    leave(variant);
  }

  private void fail(PathVariant variant, String line) {
    if (failures.putIfAbsent(variant.name(), line) == null) {
      listener.failed(variant, line);
    }
  }

  private OpenPath opened(PathVariant variant) throws IOException {
    OpenPath known = kept.get(variant.name());
    if (known != null) {
      known.check();
      return known;
    }
    OpenPath made = open(variant);
    kept.put(variant.name(), made);
    return made;
  }

  private OpenPath open(PathVariant variant) throws IOException {
    listener.opening(variant);
    OpenPath path =
        OpenPath.open(
            session,
            plan,
            variant,
            syntax.parse(variant.path().stack(plan.port(), variant.offload())));
    listener.proven(variant, path.proof());
    return path;
  }

  private void leave(PathVariant variant) {
    OpenPath path = kept.remove(variant.name());
    if (path != null) {
      try {
        path.close();
      } catch (IOException e) {
        fail(variant, "it could not be removed: " + e.getMessage());
      }
    }
  }

  private PathVariant variant(String name) {
    return plan.variants().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not in this plan: " + name));
  }

  /** Ends what is kept. */
  @Override
  public void close() {
    for (String name : List.copyOf(kept.keySet())) {
      leave(variant(name));
    }
  }
}
