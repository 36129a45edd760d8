package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tare.launch.Command;
import dev.tare.launch.Places;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A trial that is told whole, as one JSON document, to this program's own jar in a place. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(JarTrial.class), @JsonSubTypes.Type(CommandTrial.class)})
public sealed interface SentTrial extends TrialTask permits JarTrial, CommandTrial {
  /** The hidden verb that makes it. */
  String VERB = "trial-of";

  /** Is how many characters a piece has: Linux takes 128 KiB a word, and some are four bytes. */
  int MOST = 30_000;

  static SentTrial parse(String json) throws BadInput {
    return Records.parse(json, SentTrial.class, VERB);
  }

  /** Returns the same with files where a place has them. */
  default SentTrial in(Places places) {
    return this;
  }

  /** Returns a document in parts that a command line takes; none begins as an option does. */
  private static List<String> pieces(String json) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (json.length() - from > MOST) {
      int quote = json.lastIndexOf('"', from + MOST);
      int end = quote > from ? quote : from + MOST;
      pieces.add(json.substring(from, end));
      from = end;
    }
    pieces.add(json.substring(from));
    return pieces;
  }

  @Override
  default Command command(Places places) {
    try {
      return Command.of(TrialTask.verb(places, VERB))
          .and(pieces(Records.line(in(places))).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
