package dev.tare.experiment;

import dev.tare.launch.DryHost;
import dev.tare.launch.LaunchException;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the visits of a run's slots. What comes out is in the run folder at once, and what a slot
 * has already is not run again: not in an environment that is made anew because one was lost, and
 * not in a run that is gone on with.
 */
final class RecordedVisits {
  private final Optional<RunFolder> folder;
  private final ConsoleLog console;
  private final VisitedEnvironments environments = new VisitedEnvironments();

  /**
   * @param folder absent in a dry run: commands are printed, nothing is kept
   */
  RecordedVisits(Optional<RunFolder> folder, ConsoleLog console) {
    this.folder = folder;
    this.console = console;
  }

  /**
   * Makes one.
   *
   * @param progress is told of its benchmarks, and of what goes wrong
   * @throws LimitException where a limit did not take effect: nothing can be compared then
   * @throws IOException where the results cannot be kept, or the run is interrupted
   */
  Visited make(Visiting visiting, Progress progress) throws IOException, InterruptedException {
    if (folder.isEmpty()) {
      return rehearsed(visiting);
    }
    RunFolder run = folder.get();
    Session session = visiting.session();
    while (true) {
      Set<String> before = over(run, visiting.slot());
      RecordedVisit visit = new RecordedVisit(visiting, run, console, progress);
      Optional<String> trouble = attempt(visit, visiting, before, progress);
      if (session.isClosing() || trouble.isPresent() && session.wasInterrupted()) {
        throw new LaunchException("interrupted: what was cut short is to run again");
      }
      Set<String> after = over(run, visiting.slot());
      boolean whole = trouble.isEmpty() || visit.ranAllOf(after);
      if (whole || after.size() == before.size()) {
        run.merge(visiting.slot());
        if (whole) {
          run.done(visiting.slot(), slot(run, visiting).failures());
        } else {
          run.without(visiting.slot(), Slot.Status.FAILED, trouble.get());
          progress.note(visiting.place() + ": " + trouble.get());
        }
        return Visited.of(slot(run, visiting), visit.isEmulated(), visit.isRefused());
      }
    }
  }

  private Visited rehearsed(Visiting visiting) throws IOException {
    VisitedEnvironments.Open there = environments.get(visiting);
    VisitTask plan = visiting.plan().withFacts(there.isNew());
    if (visiting.session().host() instanceof DryHost dry) {
      dry.comment(visiting.place() + ": " + plan.told());
    }
    there.environment().start(plan.command(there.environment().places()));
    environments.release(visiting, false);
    return Visited.NOTHING;
  }

  /**
   * Runs what is left of a visit.
   *
   * @return why it did not come to its end, one line; absent where it did
   */
  private Optional<String> attempt(
      RecordedVisit visit, Visiting visiting, Set<String> before, Progress progress)
      throws IOException, InterruptedException {
    VisitedEnvironments.Open there;
    try {
      there = environments.get(visiting);
    } catch (LimitException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    boolean usable = false;
    try {
      Optional<String> trouble = visit.make(there, before);
      usable = visit.leavesUsable();
      if (!usable && !visiting.session().isClosing()) {
        progress.note(visiting.place() + ": made anew: " + trouble.orElse("it was lost"));
      }
      return trouble;
    } finally {
      release(visiting, usable, progress);
    }
  }

  /** What died may not close cleanly; the run goes on, and the session tries again at its end. */
  private void release(Visiting visiting, boolean usable, Progress progress) {
    try {
      environments.release(visiting, usable);
    } catch (IOException e) {
      progress.note(visiting.place() + ": not closed cleanly: " + e.getMessage());
    }
  }

  /** What has finished or failed in a visit. */
  private static Set<String> over(RunFolder run, int slot) throws IOException {
    Set<String> over = new TreeSet<>(run.runs(slot));
    over.addAll(run.document().schedule().get(slot).failures().keySet());
    return over;
  }

  private static Slot slot(RunFolder run, Visiting visiting) {
    return run.document().schedule().get(visiting.slot());
  }
}
