package dev.tare.experiment;

import dev.tare.result.RunNames;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** One attempt at a trial of the schedule: what comes out goes into the run folder at once. */
final class RecordedTrial implements MeteredTrial.Results {
  private final PlannedTrial wanted;
  private final RunFolder folder;
  private final Session session;
  private final ConsoleLog console;
  private final Progress progress;
  private TrialEnvironments.Open place;
  private int over;
  private int planned;
  private RunNames names = new RunNames(List.of());
  private TrialOutcome outcome;

  RecordedTrial(PlannedTrial wanted, RunFolder folder, ConsoleLog console, Progress progress) {
    this.wanted = wanted;
    this.folder = folder;
    this.session = wanted.session();
    this.console = console;
    this.progress = progress;
  }

  /**
   * Makes the trial.
   *
   * @param skip what has finished or failed before
   * @return why it did not come to its end, one line; absent where it did
   * @throws IOException where results cannot be kept, or a limit did not take effect
   */
  Optional<String> make(TrialEnvironments.Open there, Set<String> skip)
      throws IOException, InterruptedException {
    place = there;
    over = skip.size();
    Set<String> without = new TreeSet<>(wanted.plan().skip());
    without.addAll(skip);
    TrialTask plan = wanted.plan().withFacts(there.isNew()).withSkip(without);
    outcome =
        new MeteredTrial(wanted.meter(), this, line -> console.add(wanted.place(), line))
            .run(there.environment(), plan, new CompletableFuture<>());
    if (outcome.end() != TrialOutcome.End.FINISHED && session.wasInterrupted()) {
      return Optional.of("interrupted");
    }
    for (Map.Entry<String, String> failed : outcome.failures().entrySet()) {
      failed(failed.getKey(), failed.getValue());
    }
    boolean complete = outcome.isUsableAgain() && outcome.end() != TrialOutcome.End.REFUSED;
    return complete
        ? Optional.empty()
        : Optional.of(outcome.end() + ", " + outcome.reason().orElse("no reason given"));
  }

  /** Tells whether it came so far as to say what it runs, and all of that is among what is over. */
  boolean ranAllOf(Set<String> over) {
    return outcome != null && !outcome.planned().isEmpty() && over.containsAll(outcome.planned());
  }

  /** Tells whether it will refuse again: nothing there matches, or an option is wrong. */
  boolean isRefused() {
    return outcome != null && outcome.end() == TrialOutcome.End.REFUSED;
  }

  boolean isEmulated() {
    return place != null && place.emulated();
  }

  boolean leavesUsable() {
    return outcome != null && outcome.isUsableAgain();
  }

  @Override
  public void told(TrialEvent event) throws IOException {
    if (event instanceof TrialEvent.FactsRead read) {
      folder.facts(wanted.place(), place.with(read.facts()));
    } else if (event instanceof TrialEvent.Planned all) {
      planned = over + all.runs().size();
      names = new RunNames(all.runs());
    } else if (event instanceof TrialEvent.Started started) {
      progress.doing(started.run());
    }
  }

  @Override
  public void given(TrialEvent.Ended ended, String jmh) throws IOException {
    if (!session.isClosing()) {
      folder.add(wanted.slot(), ended.run(), jmh, ended.latencies());
      ended();
    }
  }

  @Override
  public void crashed(String run, String why) throws IOException {
    folder.crashed(wanted.slot(), run, why);
    note(TrialOutcome.crashed(names.of(run), why));
  }

  /** Once, although both the event and the outcome of the trial tell it. */
  @Override
  public void failed(String run, String why) throws IOException {
    ScheduledTrial slot = folder.document().schedule().get(wanted.slot());
    if (!slot.failures().containsKey(run) && !session.wasInterrupted()) {
      folder.fail(wanted.slot(), run, why);
      note(names.of(run) + " failed: " + why);
      ended();
    }
  }

  private void ended() {
    over++;
    progress.part((double) over / Math.max(over, planned));
  }

  private void note(String line) {
    progress.note(wanted.place() + ": " + line);
  }
}
