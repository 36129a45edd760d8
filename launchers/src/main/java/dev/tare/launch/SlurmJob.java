package dev.tare.launch;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Holds the one job in which every command on a node is a step. Its first command waits for the end
 * of its standard input, and then removes the run's folders: so the job ends however this side
 * does. While it waits for its node it is revoked by a signal, which srun heeds.
 */
final class SlurmJob implements FarSide {
  private static final long END_SECONDS = 60;
  private static final long LOST_SECONDS = 5;

  private final Environment outer;
  private final Spec spec;
  private final Process keeper;
  private final CompletableFuture<String> complaint;
  private final Far far;

  private SlurmJob(
      Environment outer, Spec spec, Process keeper, CompletableFuture<String> complaint, Far far) {
    this.outer = outer;
    this.spec = spec;
    this.keeper = keeper;
    this.complaint = complaint;
    this.far = far;
  }

  /** Waits for the node as long as it takes, or until this thread is interrupted. */
  static SlurmJob open(Environment outer, Spec spec) throws IOException {
    Process keeper = outer.start(SlurmCommand.kept(spec, Script.of("far-keeper", spec.name())));
    CompletableFuture<String> complaint = Ended.read(keeper.getErrorStream());
    if (outer.isDry()) {
      return new SlurmJob(outer, spec, keeper, complaint, dry(spec));
    }
    SparedProcesses.keep(keeper);
    Far far = null;
    try {
      far = awaited(keeper);
      if (far == null) {
        keeper.waitFor(END_SECONDS, TimeUnit.SECONDS);
        throw new LaunchException(
            "slurm: " + SlurmCommand.refusal("no job on " + host(spec), complaint.join()).line());
      }
      return new SlurmJob(outer, spec, keeper, complaint, far);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while waiting for " + host(spec), e);
    } finally {
      if (far == null) {
        revoke(keeper);
      }
    }
  }

  /** Has srun revoke the job also where this program ends while it waits. */
  private static Far awaited(Process keeper) throws InterruptedException {
    Thread revoked = new Thread(keeper::destroy, "revoke a job");
    Runtime.getRuntime().addShutdownHook(revoked);
    try {
      return FarSide.told(keeper).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      keepOn(revoked);
    }
  }

  private static void keepOn(Thread revoked) {
    try {
      Runtime.getRuntime().removeShutdownHook(revoked);
    } catch (IllegalStateException e) {
      // The program is ending: it has begun.
      return;
    }
  }

  private static void revoke(Process keeper) {
    keeper.destroy();
    try {
      if (!keeper.waitFor(LOST_SECONDS, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Far dry(Spec spec) {
    String cache = "/root/.cache/tare";
    return new Far(cache, "/tmp/" + spec.name(), cache + "/data/" + spec.name(), "", "-", "JOB");
  }

  @Override
  public Far far() {
    return far;
  }

  @Override
  public String host() {
    return host(spec);
  }

  private static String host(Spec spec) {
    return spec.option(Slurm.NODELIST, "any node");
  }

  @Override
  public Command command(Command inside) {
    return SlurmCommand.step(far.job(), inside);
  }

  /**
   * Says why it has ended by itself; null where it has not. Waits a moment: a command learns of it
   * before the job's own process has ended.
   */
  Finding loss() {
    try {
      if (outer.isDry() || !keeper.waitFor(LOST_SECONDS, TimeUnit.SECONDS)) {
        return null;
      }
      return SlurmCommand.refusal(
          "job " + far.job() + " on " + host() + " ended", complaint.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    FarSide.release(keeper);
    try {
      if (!outer.isDry() && !keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        outer.run(SlurmCommand.cancel(far.job()), Environment.PATIENCE);
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      outer.run(SlurmCommand.cancel(far.job()), Environment.PATIENCE);
      Thread.currentThread().interrupt();
    }
  }
}
