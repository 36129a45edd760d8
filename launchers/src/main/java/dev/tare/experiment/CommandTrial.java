package dev.tare.experiment;

import java.time.Duration;
import java.util.Set;

/** A trial in which a command is run and timed. */
public record CommandTrial(CommandWork work, Set<String> skip, boolean facts) implements SentTrial {
  /** The trial ends what takes too long itself; this is for an environment that is gone. */
  private static final Duration MORE = Duration.ofMinutes(2);

  /** Preparing, running and cleaning up: nothing is heard in between. */
  private static final int EACH = 3;

  @Override
  public String told() {
    return VERB + " times: " + work.command();
  }

  @Override
  public Duration patience() {
    return Duration.ofMillis(EACH * work.limitMs()).plus(MORE);
  }

  @Override
  public CommandTrial withFacts(boolean other) {
    return new CommandTrial(work, skip, other);
  }

  @Override
  public CommandTrial withSkip(Set<String> other) {
    return new CommandTrial(work, other, facts);
  }
}
