package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tare.launch.Command;
import dev.tare.launch.Places;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A trial that is told whole, as one JSON document, to this program's own jar in a place. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(JarTrial.class), @JsonSubTypes.Type(CommandTrial.class)})
public sealed interface SentTrial extends TrialTask permits JarTrial, CommandTrial {
  /** The hidden verb that makes it. */
  String VERB = "trial-of";

  /** Reads what {@link #command} wrote. */
  static SentTrial parse(String json) throws BadInput {
    return Records.parse(json, SentTrial.class, VERB);
  }

  /** Returns the same with files where a place has them. */
  default SentTrial in(Places places) {
    return this;
  }

  @Override
  default Command command(Places places) {
    try {
      return Command.of(TrialTask.verb(places, VERB)).and(Records.line(in(places)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
