package dev.tare.experiment.serving;

import dev.tare.experiment.Choice;

/** A load on a server: a benchmark, and what it is told. */
public enum Load implements Choice {
  ETC("memcached", "dev.tare.bench.app.Memcached.request", "mix"),
  READS("memcached", "dev.tare.bench.app.Memcached.request", "mix"),
  UPDATES("memcached", "dev.tare.bench.app.Memcached.request", "mix");

  private final String service;
  private final String benchmark;
  private final String parameter;

  Load(String service, String benchmark, String parameter) {
    this.service = service;
    this.benchmark = benchmark;
    this.parameter = parameter;
  }

  /** The server that it is for. */
  String service() {
    return service;
  }

  /** The benchmark's full name. */
  String benchmark() {
    return benchmark;
  }

  /** Which of the benchmark's parameters its name is the value of. */
  String parameter() {
    return parameter;
  }
}
