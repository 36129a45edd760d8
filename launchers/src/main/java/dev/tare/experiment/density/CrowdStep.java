package dev.tare.experiment.density;

/** Members that run at once: a run makes all of them, or none. */
public interface CrowdStep {
  /** Where all of them are, by its canonical text. */
  String environment();

  /** What is visited, unlike any other of its block. */
  String place();

  /** From 0. */
  int block();

  /** Where the first member's visit is kept; the others' follow. */
  int slot();

  /** How many there are. */
  int members();
}
