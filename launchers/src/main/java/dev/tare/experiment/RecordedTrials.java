package dev.tare.experiment;

import dev.tare.launch.DryHost;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the trials of a run's slots. What comes out is in the run folder at once, and what a slot
 * has already is not run again: not in an environment that is made anew because one was lost, and
 * not in a run that is gone on with.
 */
final class RecordedTrials {
  private final Optional<RunFolder> folder;
  private final ConsoleLog console;
  private final TrialEnvironments environments = new TrialEnvironments();

  /**
   * @param folder absent in a dry run: commands are printed, nothing is kept
   */
  RecordedTrials(Optional<RunFolder> folder, ConsoleLog console) {
    this.folder = folder;
    this.console = console;
  }

  /**
   * @throws LimitException where a limit did not take effect: nothing can be compared then
   */
  TrialResult make(PlannedTrial wanted, Progress progress)
      throws IOException, InterruptedException {
    if (folder.isEmpty()) {
      return rehearsed(wanted);
    }
    RunFolder run = folder.get();
    Session session = wanted.session();
    while (true) {
      Set<String> before = over(run, wanted.slot());
      RecordedTrial trial = new RecordedTrial(wanted, run, console, progress);
      Optional<String> trouble = attempt(trial, wanted, before, progress);
      if (session.isClosing() || trouble.isPresent()) {
        session.checkNotInterrupted("what was cut short is to run again");
      }
      Set<String> after = over(run, wanted.slot());
      boolean whole = trouble.isEmpty() || trial.ranAllOf(after);
      if (whole || after.size() == before.size()) {
        run.merge(wanted.slot());
        if (whole) {
          run.done(wanted.slot(), slot(run, wanted).failures());
        } else {
          run.without(wanted.slot(), ScheduledTrial.Status.FAILED, trouble.get());
          progress.note(wanted.place() + ": " + trouble.get());
        }
        return TrialResult.of(slot(run, wanted), trial.isEmulated(), trial.isRefused());
      }
    }
  }

  private TrialResult rehearsed(PlannedTrial wanted) throws IOException {
    TrialEnvironments.Open there = environments.get(wanted);
    TrialTask plan = wanted.plan().withFacts(there.isNew());
    if (wanted.session().host() instanceof DryHost dry) {
      dry.comment(wanted.place() + ": " + plan.told());
    }
    there.environment().start(plan.command(there.environment().places()));
    environments.release(wanted, false);
    return TrialResult.NOTHING;
  }

  /**
   * Runs what is left of a trial.
   *
   * @return why it did not come to its end, one line; absent where it did
   */
  private Optional<String> attempt(
      RecordedTrial trial, PlannedTrial wanted, Set<String> before, Progress progress)
      throws IOException, InterruptedException {
    TrialEnvironments.Open there;
    try {
      there = environments.get(wanted);
    } catch (LimitException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    boolean usable = false;
    try {
      Optional<String> trouble = trial.make(there, before);
      usable = trial.leavesUsable();
      if (!usable && !wanted.session().isClosing()) {
        progress.note(wanted.place() + ": made anew: " + trouble.orElse("it was lost"));
      }
      return trouble;
    } finally {
      release(wanted, usable, progress);
    }
  }

  /**
   * An environment that died may not close cleanly; the run goes on, and the session tries again at
   * its end.
   */
  private void release(PlannedTrial wanted, boolean usable, Progress progress) {
    try {
      environments.release(wanted, usable);
    } catch (IOException e) {
      progress.note(wanted.place() + ": not closed cleanly: " + e.getMessage());
    }
  }

  private static Set<String> over(RunFolder run, int slot) throws IOException {
    Set<String> over = new TreeSet<>(run.runs(slot));
    over.addAll(run.document().schedule().get(slot).failures().keySet());
    return over;
  }

  private static ScheduledTrial slot(RunFolder run, PlannedTrial wanted) {
    return run.document().schedule().get(wanted.slot());
  }
}
