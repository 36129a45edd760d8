package dev.tare.experiment.network;

import dev.tare.experiment.Choice;
import java.util.Arrays;
import java.util.Optional;

/** The six patterns of netperf, in the order in which Enberg 2016, chapter 5, has them. */
public enum NetPattern implements Choice {
  TCP_STREAM("TcpStream", "Fig. 7", false),
  TCP_MAERTS("TcpMaerts", "Fig. 8", false),
  TCP_RR("TcpRr", "Fig. 9", true),
  TCP_CRR("TcpCrr", "Fig. 10", true),
  UDP_STREAM("UdpStream", "Fig. 11", false),
  UDP_RR("UdpRr", "Fig. 12", true);

  private static final String PACKAGE = "dev.tare.bench.net.";

  private final String type;
  private final String figure;
  private final boolean transactions;

  NetPattern(String type, String figure, boolean transactions) {
    this.type = type;
    this.figure = figure;
    this.transactions = transactions;
  }

  String title() {
    return name() + " (Enberg 2016, " + figure + ")";
  }

  boolean isDatagrams() {
    return this == UDP_STREAM || this == UDP_RR;
  }

  /** Tells whether its operations are transactions; otherwise bytes are what it moves. */
  public boolean isTransactions() {
    return transactions;
  }

  /** Tells whether its requests have a size, and may come at a fixed rate. */
  boolean isSized() {
    return transactions && this != TCP_CRR;
  }

  String benchmark() {
    return "^" + PACKAGE.replace(".", "\\.") + type + "\\.";
  }

  /** The pattern of a benchmark; absent where it is none of these. */
  public static Optional<NetPattern> of(String benchmark) {
    return Arrays.stream(values())
        .filter(one -> benchmark.startsWith(PACKAGE + one.type + "."))
        .findFirst();
  }
}
