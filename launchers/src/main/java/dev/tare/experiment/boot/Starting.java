package dev.tare.experiment.boot;

import dev.tare.experiment.Condition;
import dev.tare.experiment.Words;
import dev.tare.launch.Stack;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A way to start environments of a kind.
 *
 * @param count how many at one moment, from 1
 * @param rate how many a second instead, each when its time has come whatever the others do; absent
 *     where they start at one moment
 */
record Starting(Stack stack, int count, OptionalDouble rate, Cache cache, From from)
    implements Condition {
  @Override
  public String name() {
    String text = rate.isPresent() ? stack.text() + ", " + arrival() : stack.text() + " x" + count;
    return text + special();
  }

  /** Returns what is not as usual of it, behind a comma each. */
  String special() {
    String cold = cache == Cache.WARM ? "" : ", " + cache.word();
    return cold + (from == From.IMAGE ? "" : ", from a " + from.word());
  }

  String arrival() {
    if (rate.isPresent()) {
      return Words.plain(rate.getAsDouble()) + " a second";
    }
    return count == 1 ? "one by one" : count + " at once";
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(
        stack,
        "machine",
        stack.steps().isEmpty() ? "" : stack.steps().get(0).options().getOrDefault("machine", ""),
        "count",
        String.valueOf(count),
        "rate",
        rate.isPresent() ? Words.plain(rate.getAsDouble()) : "",
        "cache",
        cache.word(),
        "from",
        from.word());
  }

  /** One of the same from its image, whatever was read before. */
  Starting first() {
    return new Starting(
        stack, 1, OptionalDouble.empty(), Cache.WARM, from == From.CHECKPOINT ? from : From.IMAGE);
  }

  /**
   * Returns what runs first inside: a JVM that is warm where that is to be saved, else the usual.
   */
  List<String> firstWords() {
    return from == From.CHECKPOINT ? WarmJvm.words() : List.of();
  }

  /** Returns what is entered: a guest that is only started needs no disk of data of its own. */
  Stack entered() {
    boolean plain =
        !stack.layers().equals(List.of("kvm"))
            || !stack.runsCommands()
            || stack.steps().get(0).options().containsKey("data");
    return plain ? stack : stack.with(0, "data", "overlay");
  }
}
