package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A trial in which a JMH jar that is not this suite's runs.
 *
 * @param jar its name in the shipped folder
 * @param given where the user has it
 * @param options of JMH, as they were written
 * @param without benchmarks that are left out, by their full names
 * @param jvmArgs more flags of the forks
 * @param silence how long the jar may print nothing
 */
public record JarTrial(
    String jar,
    String given,
    List<String> options,
    Set<String> without,
    List<String> jvmArgs,
    Set<String> skip,
    boolean facts,
    Duration silence)
    implements SentTrial {
  /** The jar ends what is silent itself; this is for an environment that is gone. */
  private static final Duration MORE = Duration.ofMinutes(2);

  @Override
  public JarTrial in(Places places) {
    String there = places.shipped() + "/" + jar;
    return new JarTrial(there, there, options, without, jvmArgs, skip, facts, silence);
  }

  @Override
  public String told() {
    return VERB + " runs: java -jar " + given + " " + Command.of(options).line() + " -f 1";
  }

  @Override
  public Duration patience() {
    return silence.plus(MORE);
  }

  @Override
  public JarTrial withFacts(boolean other) {
    return new JarTrial(jar, given, options, without, jvmArgs, skip, other, silence);
  }

  @Override
  public JarTrial withSkip(Set<String> other) {
    return new JarTrial(jar, given, options, without, jvmArgs, other, facts, silence);
  }
}
