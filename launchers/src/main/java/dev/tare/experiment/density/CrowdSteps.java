package dev.tare.experiment.density;

import dev.tare.experiment.Progress;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The steps of a run, one after the other. What was finished before the run was cut short is taken
 * as it was, so that what follows from it is the same; the rest is made.
 */
public final class CrowdSteps<S extends CrowdStep> {
  /** What making environments weighs beside measuring in one. */
  private static final double MAKING = 2;

  private final List<S> all;
  private final int blocks;
  private final Optional<RunFolder> folder;
  private final KeptSteps kept;
  private final Progress progress;
  private final Set<String> emulated = new TreeSet<>();
  private boolean complete = true;

  /** Makes a step. */
  @FunctionalInterface
  public interface Maker<S> {
    /** Makes it whole, or leaves it out. */
    KeptStep make(S step) throws IOException, InterruptedException;
  }

  /**
   * @param all in the order in which they are made
   * @param blocks that they are of
   * @param folder with the steps that are not repeated; absent in a dry run
   */
  public CrowdSteps(List<S> all, int blocks, Optional<RunFolder> folder, Progress.Listener listener)
      throws IOException {
    this.all = all;
    this.blocks = blocks;
    this.folder = folder;
    this.kept = KeptSteps.of(folder);
    double weight =
        all.stream().filter(step -> kept(step).isEmpty()).mapToDouble(CrowdSteps::weight).sum();
    this.progress = new Progress(listener, System::nanoTime, weight);
  }

  private static double weight(CrowdStep step) {
    return MAKING + step.members();
  }

  /**
   * Makes what is not made yet.
   *
   * @param taker is told what came of each step, whether it was made now or before
   */
  public void run(Maker<S> maker, BiConsumer<S, KeptStep> taker)
      throws IOException, InterruptedException {
    for (S step : all) {
      Optional<KeptStep> before = kept(step);
      if (before.isPresent()) {
        take(step, before.get(), taker);
      } else {
        progress.begin("block " + (step.block() + 1) + " of " + blocks + ", " + step.place());
        kept.clear(step.slot(), step.members());
        KeptStep made = maker.make(step);
        take(step, made, taker);
        kept.add(made);
        progress.end(weight(step));
      }
    }
    progress.begin("done");
  }

  private Optional<KeptStep> kept(CrowdStep step) {
    return kept.find(step.place(), step.block());
  }

  private void take(S step, KeptStep found, BiConsumer<S, KeptStep> taker) {
    taker.accept(step, found);
    if (found.outcome().isPresent()) {
      complete &= !found.outcome().get().failed();
      if (found.outcome().get().emulated()) {
        emulated.add(step.environment());
      }
    }
  }

  /** Leaves a step out, for that reason. */
  public KeptStep leaveOut(S step, String why) throws IOException {
    for (int i = 0; folder.isPresent() && i < step.members(); i++) {
      folder.get().without(step.slot() + i, Slot.Status.SKIPPED, why);
    }
    return KeptStep.leftOut(step.place(), step.block(), why);
  }

  /** Whether whoever gave nothing did so because there was no memory left. */
  public boolean isComplete() {
    return complete;
  }

  /** The environments with an emulated machine in them. */
  public Set<String> emulated() {
    return Set.copyOf(emulated);
  }
}
