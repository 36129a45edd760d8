package dev.tare.experiment.network;

import dev.tare.experiment.Session;
import dev.tare.experiment.VisitOutcome;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Environment;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Goes through the schedule: makes each path, proves it, lets the patterns run through it. */
public final class NetworkRun implements AutoCloseable {
  /** A path that failed so often in a row is left alone for the rest of the run. */
  private static final int PATIENCE = 2;

  private final NetworkPlan plan;
  private final Session session;
  private final StackSyntax syntax;
  private final NetworkListener listener;
  private final int processors;
  private final Map<String, OpenPath> open = new HashMap<>();
  private final Map<String, Integer> failedInARow = new HashMap<>();
  private boolean good = true;

  /**
   * @param processors what every client's JVM is told to have
   */
  public NetworkRun(
      NetworkPlan plan,
      Session session,
      StackSyntax syntax,
      NetworkListener listener,
      int processors) {
    this.plan = plan;
    this.session = session;
    this.syntax = syntax;
    this.listener = listener;
    this.processors = processors;
  }

  /**
   * Visits what the folder's schedule still plans.
   *
   * @param host the facts of this host
   * @param clock tells when the run ended
   * @return whether all of it succeeded
   */
  public boolean measure(RunFolder folder, Facts host, InstantSource clock)
      throws IOException, InterruptedException {
    for (Slot slot : folder.document().schedule()) {
      if (slot.status() == Slot.Status.PLANNED && !session.isClosing()) {
        visit(folder, slot.slot(), host);
      }
    }
    if (!session.isClosing()) {
      folder.finish(clock.instant());
    }
    return good;
  }

  /** Prints, in a session in which nothing happens, every command of one visit of each path. */
  public void rehearse() throws IOException {
    for (PathVariant variant : plan.variants()) {
      try (OpenPath path = open(variant)) {
        for (VisitPlan visit : VisitPlans.of(plan, path.clientFlags(), processors)) {
          Environment client = path.client();
          client.run(visit.command(client.places()), Environment.PATIENCE);
        }
      }
    }
  }

  private void visit(RunFolder folder, int slot, Facts host)
      throws IOException, InterruptedException {
    PathVariant variant = variant(folder.document().schedule().get(slot).environment());
    if (failedInARow.getOrDefault(variant.name(), 0) >= PATIENCE) {
      folder.without(slot, Slot.Status.SKIPPED, "failed " + PATIENCE + " times before");
      listener.visited(variant);
      return;
    }
    listener.visiting(variant, folder.document().schedule().get(slot).block());
    try {
      OpenPath path = opened(variant);
      folder.facts(variant.name(), path.facts(host));
      measure(folder, slot, path);
      done(folder, slot, variant);
    } catch (IOException e) {
      failed(folder, slot, variant, e);
    } finally {
      listener.visited(variant);
      if (!(plan.keep() && variant.path().hasGuest())) {
        leave(variant);
      }
    }
  }

  private void measure(RunFolder folder, int slot, OpenPath path)
      throws IOException, InterruptedException {
    String stack = folder.document().schedule().get(slot).environment();
    try (PrintWriter console =
        new PrintWriter(
            Files.newBufferedWriter(
                folder.console(stack),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND),
            true)) {
      for (VisitPlan each : VisitPlans.of(plan, path.clientFlags(), processors)) {
        VisitPlan visit = each.withSkip(new TreeSet<>(folder.runs(slot)));
        VisitOutcome outcome =
            new PatternVisit(path, visit, folder, slot, listener, console::println).run();
        path.check();
        if (!outcome.isUsableAgain() || outcome.end() == VisitOutcome.End.REFUSED) {
          throw new IOException(outcome.reason().orElse("the client died"));
        }
      }
    }
  }

  private void done(RunFolder folder, int slot, PathVariant variant) throws IOException {
    Map<String, String> failures = folder.document().schedule().get(slot).failures();
    if (folder.runs(slot).isEmpty()) {
      throw new IOException(
          failures.values().stream().findFirst().orElse("no pattern gave anything"));
    }
    folder.merge(slot);
    folder.done(slot, failures);
    failedInARow.remove(variant.name());
    if (!failures.isEmpty()) {
      failed(variant, oneLine(failures));
    }
  }

  /** Each reason once, behind the patterns that it holds for. */
  private static String oneLine(Map<String, String> failures) {
    Map<String, Set<String>> patterns = new LinkedHashMap<>();
    failures.forEach(
        (run, why) ->
            patterns.computeIfAbsent(firstLine(why), key -> new LinkedHashSet<>()).add(label(run)));
    return patterns.entrySet().stream()
        .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
        .collect(Collectors.joining("; "));
  }

  /** What it gave before it failed stays, and is marked. */
  private void failed(RunFolder folder, int slot, PathVariant variant, IOException cause)
      throws IOException {
    if (session.isClosing()) {
      return;
    }
    String line = firstLine(String.valueOf(cause.getMessage()));
    if (!folder.runs(slot).isEmpty()) {
      folder.merge(slot);
    }
    folder.without(slot, Slot.Status.FAILED, line);
    failedInARow.merge(variant.name(), 1, Integer::sum);
    failed(variant, line);
    leave(variant);
  }

  private void failed(PathVariant variant, String line) {
    good = false;
    listener.failed(variant, line);
  }

  private static String label(String run) {
    return NetPattern.of(run).map(NetPattern::label).orElse(run);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }

  private OpenPath opened(PathVariant variant) throws IOException {
    OpenPath known = open.get(variant.name());
    if (known != null) {
      known.check();
      return known;
    }
    OpenPath made = open(variant);
    open.put(variant.name(), made);
    listener.proven(variant, made.proof());
    return made;
  }

  private OpenPath open(PathVariant variant) throws IOException {
    OptionalInt asked = plan.port(variant);
    int port = asked.isPresent() ? asked.getAsInt() : FreePort.find();
    String stack = variant.path().stack(port, variant.offload(), plan.reverse());
    return OpenPath.open(session, plan, variant, port, syntax.parse(stack));
  }

  private void leave(PathVariant variant) {
    OpenPath path = open.remove(variant.name());
    if (path != null) {
      try {
        path.close();
      } catch (IOException e) {
        failed(variant, "not closed cleanly: " + firstLine(String.valueOf(e.getMessage())));
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
    for (String name : List.copyOf(open.keySet())) {
      leave(variant(name));
    }
  }
}
