package dev.tare.experiment.serving;

import dev.tare.experiment.Choice;
import java.util.Arrays;
import java.util.List;

/** A load on a server: a benchmark, and what it is told. */
public enum Load implements Choice {
  ETC("memcached", Load.MEMCACHED, "mix"),
  READS("memcached", Load.MEMCACHED, "mix"),
  UPDATES("memcached", Load.MEMCACHED, "mix"),
  SMALL("nginx", Load.HTTP, "file"),
  LARGE("nginx", Load.HTTP, "file"),
  A("redis", Load.REDIS, Load.YCSB),
  B("redis", Load.REDIS, Load.YCSB),
  C("redis", Load.REDIS, Load.YCSB),
  F("redis", Load.REDIS, Load.YCSB),
  OLTP("mariadb", Load.SYSBENCH, "script", "read_write");

  private static final String MEMCACHED = "dev.tare.bench.app.Memcached.request";
  private static final String HTTP = "dev.tare.bench.app.Http.request";
  private static final String REDIS = "dev.tare.bench.app.Redis.request";
  private static final String YCSB = "workload";
  private static final String SYSBENCH = "dev.tare.bench.app.Oltp.transaction";

  private final String service;
  private final String benchmark;
  private final String parameter;
  private final String value;

  Load(String service, String benchmark, String parameter) {
    this(service, benchmark, parameter, "");
  }

  Load(String service, String benchmark, String parameter, String value) {
    this.service = service;
    this.benchmark = benchmark;
    this.parameter = parameter;
    this.value = value.isEmpty() ? word() : value;
  }

  /** Returns those for a server, the usual one first. */
  static List<Load> of(String service) {
    return Arrays.stream(values()).filter(one -> one.service.equals(service)).toList();
  }

  /** Writes such as {@code etc, 8 connections}. */
  static String words(String load, int connections) {
    return load + ", " + connections + (connections == 1 ? " connection" : " connections");
  }

  String service() {
    return service;
  }

  /**
   * Tells whether each connection has a thread of the client's, so that its number is that of
   * threads.
   */
  boolean isThreaded() {
    return parameter.equals(YCSB);
  }

  /** Tells whether it is of transactions, which are some hundred a second. */
  boolean isOfTransactions() {
    return benchmark.equals(SYSBENCH);
  }

  String benchmark() {
    return benchmark;
  }

  /** Returns which of the benchmark's parameters tells it from another load. */
  String parameter() {
    return parameter;
  }

  String value() {
    return value;
  }
}
