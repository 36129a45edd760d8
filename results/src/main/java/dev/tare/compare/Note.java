package dev.tare.compare;

/**
 * Holds a remark beside figures, a few words.
 *
 * @param ofOneSide whether it speaks of one side alone: then a comparison says of which
 */
public record Note(String text, boolean ofOneSide) {
  static Note of(String text) {
    return new Note(text, false);
  }

  static Note ofOneSide(String text) {
    return new Note(text, true);
  }

  /** Returns its words in a comparison. */
  String text(String side) {
    return ofOneSide ? side + ": " + text : text;
  }
}
