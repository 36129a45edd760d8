package dev.tare.experiment.judge;

/** A known reason why a side is slower, which a gate has to see. */
public enum Handicap {
  /** The benchmark does a known share more of the same work; needs no right of any kind. */
  WORK("more-work"),
  /** The place has a share of a CPU less; needs a layer that can limit it. */
  QUOTA("less-cpu");

  private final String side;

  Handicap(String side) {
    this.side = side;
  }

  /** Returns what the run calls the side that has it. */
  public String side() {
    return side;
  }
}
