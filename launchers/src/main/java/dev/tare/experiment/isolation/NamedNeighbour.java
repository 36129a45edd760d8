package dev.tare.experiment.isolation;

/** Is a benchmark that somebody chose to be beside the victim. */
record NamedNeighbour(Victim benchmark) implements Neighbour {
  @Override
  public String word() {
    return benchmark.word();
  }

  @Override
  public String text() {
    return benchmark.benchmark();
  }

  @Override
  public String benchmark(Victim victim) {
    return benchmark.pattern();
  }
}
