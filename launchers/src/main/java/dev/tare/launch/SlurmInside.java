package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Is a node of a cluster, within the one job in which every command on it is a step. The keeper is
 * the job's first command: so the job ends however this side does. While it waits for its node it
 * is revoked by a signal, which srun heeds.
 */
final class SlurmInside extends FarInside {
  private static final long END_SECONDS = 60;
  private static final long REVOKED_SECONDS = 5;

  private SlurmInside(String stack, Environment outer, Spec spec) throws IOException {
    super(stack, outer, spec, SlurmCommand.kept(spec, Script.of("far-keeper", spec.name())));
  }

  /** Waits for the node as long as it takes, or until this thread is interrupted. */
  static SlurmInside open(String stack, Environment outer, Spec spec) throws IOException {
    SlurmInside node = new SlurmInside(stack, outer, spec);
    node.connect("waiting for", END_SECONDS);
    return node;
  }

  @Override
  String host() {
    return spec.option(Slurm.NODELIST, "any node");
  }

  @Override
  String dryHome() {
    return "/root";
  }

  /** Has srun revoke the job also where this program ends while it waits. */
  @Override
  Far awaited() throws InterruptedException {
    Thread revoked = new Thread(keeper::destroy, "revoke a job");
    Runtime.getRuntime().addShutdownHook(revoked);
    try {
      return told().get();
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

  @Override
  String refusal() {
    return "slurm: " + SlurmCommand.refusal("no job on " + host(), complaint.join()).line();
  }

  @Override
  void revoke() {
    keeper.destroy();
    try {
      if (!keeper.waitFor(REVOKED_SECONDS, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  Command command(Command inside) {
    return SlurmCommand.step(far().job(), inside);
  }

  /** A command that failed because the job ended is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    Optional<String> loss = ended.succeeded() || !isOfSrun(ended) ? Optional.empty() : loss();
    if (loss.isPresent()) {
      throw new LaunchException(loss.get());
    }
    return SlurmCommand.own(ended);
  }

  /** Tells whether srun says more than that a command failed by itself. */
  private static boolean isOfSrun(Ended ended) {
    return SlurmCommand.own(ended).err().contains("srun: ")
        || SlurmCommand.own(ended).err().contains("slurmstepd");
  }

  @Override
  public Optional<String> loss() {
    String what = "job " + far().job() + " on " + host() + " ended";
    return isLost()
        ? Optional.of(SlurmCommand.refusal(what, complaint.join()).line())
        : Optional.empty();
  }

  /** Makes Slurm's own copy, from the machine whose file it is; further in through a pipe. */
  @Override
  public void push(Path from, String to) throws IOException {
    if (outer.stack().equals(Stack.BARE)) {
      outer.ran(SlurmCommand.copy(far().job(), from.toAbsolutePath().toString(), to));
    } else {
      super.push(from, to);
    }
  }

  @Override
  public Optional<String> address() {
    return Optional.empty();
  }

  @Override
  public Facts facts() throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    String version = outer.run(Command.of("srun", "--version")).lastLine();
    if (!version.isBlank()) {
      facts.put("layer.slurm.version", version);
    }
    String node = run(Command.of("printenv", "SLURMD_NODENAME")).lastLine();
    if (!node.isBlank()) {
      facts.put(Facts.NODE, node);
    }
    return new Facts(facts);
  }

  @Override
  public void close() throws IOException {
    release(keeper);
    try {
      if (!outer.isDry() && !keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        outer.run(SlurmCommand.cancel(far().job()));
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      outer.run(SlurmCommand.cancel(far().job()));
      Thread.currentThread().interrupt();
    }
  }
}
