package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.Lab;
import dev.tare.experiment.TrialOutcome;
import dev.tare.launch.LimitCheck;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Brings what participants gave into the run folder; nowhere in a dry run. */
final class ResultStore {
  private final Lab lab;

  ResultStore(Lab lab) {
    this.lab = lab;
  }

  /** Participants gave nothing, for that reason. */
  void without(Collection<Participant> participants, String why) throws IOException {
    for (Participant participant : participants) {
      lab.without(participant.slot(), why);
    }
  }

  /**
   * Keeps what a participant gave.
   *
   * @return why it gave nothing; absent where it did
   */
  Optional<String> keep(
      Participant participant, BackgroundLoad one, TrialOutcome outcome, Facts layers)
      throws IOException {
    if (lab.folder().isEmpty()) {
      return Optional.empty();
    }
    List<String> wrong =
        outcome
            .facts()
            .map(facts -> LimitCheck.inside(participant.stack(), participant.limits(), facts))
            .orElse(List.of());
    Optional<String> failure =
        wrong.isEmpty() ? outcome.reason() : Optional.of(String.join("; ", wrong));
    if (outcome.facts().isPresent()) {
      lab.facts(participant.place(), outcome.facts().get(), layers);
    }
    if (failure.isEmpty() && !one.results().isEmpty()) {
      lab.keep(participant.slot(), one.results().get(0));
      return Optional.empty();
    }
    String why = failure.orElse("no results came out");
    lab.without(participant.slot(), why);
    return Optional.of(why);
  }
}
