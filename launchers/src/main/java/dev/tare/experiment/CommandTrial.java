package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A trial in which a command is run and timed. */
public record CommandTrial(CommandWork work, Set<String> skip, boolean facts) implements TrialTask {
  /** The hidden verb that makes it. */
  public static final String VERB = "trial-command";

  /** The trial ends what takes too long itself; this is for an environment that is gone. */
  private static final Duration MORE = Duration.ofMinutes(2);

  /** Preparing, running and cleaning up: nothing is heard in between. */
  private static final int EACH = 3;

  @Override
  public Command command(Places places) {
    List<String> words = TrialTask.verb(places, VERB);
    words.addAll(List.of("--command", work.command()));
    work.prepare().ifPresent(one -> words.addAll(List.of("--prepare", one)));
    work.cleanup().ifPresent(one -> words.addAll(List.of("--cleanup", one)));
    words.addAll(List.of("--warmups", String.valueOf(work.warmups())));
    work.runs().ifPresent(n -> words.addAll(List.of("--runs", String.valueOf(n))));
    words.addAll(List.of("--limit-ms", String.valueOf(work.limitMs())));
    if (work.shell()) {
      words.add("--shell");
    }
    if (work.anyExit()) {
      words.add("--ignore-exit");
    }
    if (!facts) {
      words.add("--no-facts");
    }
    return Command.of(words);
  }

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
