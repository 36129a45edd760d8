package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A visit in which a command is run and timed. */
public record CommandVisit(CommandWork work, Set<String> skip, boolean facts) implements VisitTask {
  /** The hidden verb that makes it. */
  public static final String VERB = "visit-command";

  /** The visit ends what takes too long itself; this is for an environment that is gone. */
  private static final Duration MORE = Duration.ofMinutes(2);

  /** Preparing, running and cleaning up: nothing is heard in between. */
  private static final int EACH = 3;

  @Override
  public Command command(Places places) {
    List<String> words = VisitTask.verb(places, VERB);
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
  public CommandVisit withFacts(boolean other) {
    return new CommandVisit(work, skip, other);
  }

  @Override
  public CommandVisit withSkip(Set<String> other) {
    return new CommandVisit(work, other, facts);
  }
}
