package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Is a node of a cluster, within a job. */
final class SlurmInside implements Environment {
  private final String stack;
  private final Environment outer;
  private final SlurmJob job;
  private final Places places;

  SlurmInside(String stack, Environment outer, SlurmJob job, Places places) {
    this.stack = stack;
    this.outer = outer;
    this.job = job;
    this.places = places;
  }

  @Override
  public String stack() {
    return stack;
  }

  @Override
  public Places places() {
    return places;
  }

  @Override
  public Process start(Command command) throws IOException {
    return job.start(command);
  }

  /** A command that failed because the job ended is told from one that failed by itself. */
  @Override
  public Ended run(Command command, Duration limit) throws IOException {
    Ended ended = Ended.of(start(command), limit, command.brief());
    Finding loss = ended.succeeded() || !isOfSrun(ended) ? null : job.loss();
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
    return Optional.ofNullable(job.loss()).map(Finding::line);
  }

  /** Makes Slurm's own copy, from the machine whose file it is; further in through a pipe. */
  @Override
  public void push(Path from, String to) throws IOException {
    if (outer.stack().equals(Stack.BARE)) {
      outer.ran(SlurmCommand.copy(job.far().job(), from.toAbsolutePath().toString(), to));
    } else {
      Environment.super.push(from, to);
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

  @Override
  public Limits limits() {
    return Limits.NONE;
  }

  @Override
  public boolean isDry() {
    return outer.isDry();
  }

  @Override
  public boolean takesAllAlong() {
    return false;
  }

  @Override
  public void close() throws IOException {
    job.close();
  }
}
