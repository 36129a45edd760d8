package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Is a node of a cluster, within a job. */
final class SlurmInside extends FarInside<SlurmJob> {
  SlurmInside(String stack, Environment outer, SlurmJob job, Places places) {
    super(stack, outer, job, places);
  }

  /** A command that failed because the job ended is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    Finding loss = ended.succeeded() || !isOfSrun(ended) ? null : side.loss();
    if (loss != null) {
      throw new LaunchException(loss.line());
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
    return Optional.ofNullable(side.loss()).map(Finding::line);
  }

  /** Makes Slurm's own copy, from the machine whose file it is; further in through a pipe. */
  @Override
  public void push(Path from, String to) throws IOException {
    if (outer.stack().equals(Stack.BARE)) {
      outer.ran(SlurmCommand.copy(side.far().job(), from.toAbsolutePath().toString(), to));
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
    String version = outer.run(Command.of("srun", "--version"), PATIENCE).lastLine();
    if (!version.isBlank()) {
      facts.put("layer.slurm.version", version);
    }
    String node = run(Command.of("printenv", "SLURMD_NODENAME"), PATIENCE).lastLine();
    if (!node.isBlank()) {
      facts.put(Facts.NODE, node);
    }
    return new Facts(facts);
  }
}
