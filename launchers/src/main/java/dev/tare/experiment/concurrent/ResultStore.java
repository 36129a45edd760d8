package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitOutcome;
import dev.tare.launch.LimitCheck;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a crowd's members gave, as it comes into the run folder; nowhere in a dry run. */
final class ResultStore {
  private final Optional<RunFolder> folder;

  ResultStore(Optional<RunFolder> folder) {
    this.folder = folder;
  }

  /** Members gave nothing, for that reason. */
  void without(Collection<Participant> members, String why) throws IOException {
    for (Participant member : members) {
      if (folder.isPresent()) {
        folder.get().without(member.slot(), Slot.Status.FAILED, why);
      }
    }
  }

  /**
   * Keeps what a member gave.
   *
   * @return why it gave nothing; absent where it did
   */
  Optional<String> keep(Participant member, BackgroundLoad one, VisitOutcome outcome, Facts layers)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    RunFolder run = folder.get();
    int slot = member.slot();
    List<String> wrong =
        outcome
            .facts()
            .map(facts -> LimitCheck.inside(member.stack(), member.limits(), facts))
            .orElse(List.of());
    Optional<String> failure =
        wrong.isEmpty() ? outcome.reason() : Optional.of(String.join("; ", wrong));
    if (outcome.facts().isPresent()) {
      TreeMap<String, String> facts = new TreeMap<>(outcome.facts().get().values());
      facts.putAll(layers.values());
      run.facts(member.place(), new Facts(facts));
    }
    if (failure.isPresent() || one.results().isEmpty()) {
      String why = failure.orElse("no results came out");
      run.without(slot, Slot.Status.FAILED, why);
      return Optional.of(why);
    }
    VisitEvent.Ended result = one.results().get(0);
    AtomicFile.replace(run.visit(slot), result.jmh());
    if (!result.latencies().isEmpty()) {
      AtomicFile.replace(run.visitLatencies(slot), result.latencies());
    }
    run.save(slot, run.visit(slot));
    run.done(slot, Map.of());
    return Optional.empty();
  }
}
