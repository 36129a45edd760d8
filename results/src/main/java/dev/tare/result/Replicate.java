package dev.tare.result;

/** Names what is counted where results are compared: each is a sample of its own. */
public enum Replicate {
  /** A start of a JVM, or another program's repetition. */
  FORK("fork", "iteration"),
  /** A machine of a fleet, which gives one figure. */
  NODE("node", "node");

  private final String word;
  private final String part;

  Replicate(String word, String part) {
    this.word = word;
    this.part = part;
  }

  /** Returns its name. */
  public String one() {
    return word;
  }

  /** Returns the name of several. */
  public String many() {
    return word + "s";
  }

  /** Returns the name of the values that it consists of. */
  public String parts() {
    return part + "s";
  }
}
