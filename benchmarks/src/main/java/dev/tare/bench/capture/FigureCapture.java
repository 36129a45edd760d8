package dev.tare.bench.capture;

/** The rates and counts that benchmarks gave to {@link Timed}, one value an iteration. */
final class FigureCapture implements Capture {
  @Override
  public void end(Sink sink) {
    ForkRecord.figures().forEach(sink::iteration);
  }
}
