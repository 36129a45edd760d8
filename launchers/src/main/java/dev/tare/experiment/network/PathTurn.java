package dev.tare.experiment.network;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.ends.ClientTrials;
import dev.tare.experiment.ends.TrialResults;
import dev.tare.result.Facts;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One turn of a path: it stands and is proven, the patterns run through it, and what each gives is
 * kept at once. A turn that was cut short goes on with the patterns that are missing.
 */
final class PathTurn {
  private final PathVariant variant;
  private final String name;
  private final int slot;
  private final Plan<NetworkParameters> plan;
  private final Lab lab;
  private final RunFolder folder;
  private final ClientTrials trials;
  private boolean emulated;

  PathTurn(Turn<PathVariant> turn, Plan<NetworkParameters> plan, Lab lab) {
    this.variant = turn.condition();
    this.name = variant.name();
    this.slot = turn.slot();
    this.plan = plan;
    this.lab = lab;
    this.folder = lab.folder().orElseThrow();
    this.trials = new ClientTrials(lab, name, slot, PathTurn::isTransactions);
  }

  PathOutcome measured() throws IOException, InterruptedException {
    Optional<OpenPath> path = Optional.empty();
    PathOutcome outcome;
    try {
      path = Optional.of(opened());
      trial(path.get());
      outcome = done();
    } catch (IOException e) {
      lab.session().checkNotInterrupted(name + " is to go on");
      outcome = lost(ClientTrials.firstLine(e));
    }
    if (path.isPresent()) {
      outcome = left(path.get(), outcome);
    }
    outcome.failures().forEach(why -> lab.note(name + ": " + why));
    return outcome;
  }

  private OpenPath opened() throws IOException {
    Optional<OpenPath> kept = lab.take(name, OpenPath.class);
    if (kept.isPresent()) {
      return kept.get();
    }
    OpenPath made = OpenPath.open(lab.session(), plan, variant);
    lab.say(name + " is proven: " + made.proof());
    return made;
  }

  private void trial(OpenPath path) throws IOException, InterruptedException {
    path.check();
    SortedMap<String, String> facts = new TreeMap<>(path.facts(folder.document().host()).values());
    if (Network.isKept(variant, plan)) {
      facts.put(Facts.KEPT, "true");
    }
    folder.facts(name, new Facts(facts));
    emulated = Facts.of(facts).emulated().orElse(false);
    for (TrialPlan each : plan.parameters().trials(plan.setting().timing(), path.clientFlags())) {
      TrialPlan trial = each.withSkip(new TreeSet<>(folder.runs(slot)));
      trials.run(path, trial, new TrialResults(folder, slot));
    }
  }

  private static boolean isTransactions(String run) {
    return NetPattern.of(run).filter(NetPattern::isTransactions).isPresent();
  }

  private PathOutcome done() throws IOException {
    return new PathOutcome(true, false, emulated, byReason(trials.done("pattern")));
  }

  private static List<String> byReason(Map<String, String> failures) {
    Map<String, Set<String>> patterns = new LinkedHashMap<>();
    failures.forEach(
        (run, why) ->
            patterns
                .computeIfAbsent(ClientTrials.firstLine(why), any -> new TreeSet<>())
                .add(NetPattern.of(run).map(NetPattern::word).orElse(run)));
    String line =
        patterns.entrySet().stream()
            .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
            .collect(Collectors.joining("; "));
    return line.isEmpty() ? List.of() : List.of(line);
  }

  private PathOutcome lost(String why) throws IOException {
    return new PathOutcome(trials.lost(why), true, emulated, List.of(why));
  }

  private PathOutcome left(OpenPath path, PathOutcome outcome) {
    if (!outcome.lost() && Network.isKept(variant, plan)) {
      lab.keep(name, path);
      return outcome;
    }
    try {
      path.close();
      return outcome;
    } catch (IOException e) {
      return outcome.with("not closed cleanly: " + ClientTrials.firstLine(e));
    }
  }
}
