package dev.tare.bench.app;

import dev.tare.bench.capture.AtMostSeconds;
import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.bench.capture.TakesLong;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How many transactions does a MariaDB do, and how fast?
 *
 * <p>Sysbench's OLTP: ten reads of a row, four of ranges, two updates, a deletion and an insertion
 * of one transaction, of a table of so many rows; the load of Dhar 2016, 4.5.3. What is committed
 * is on the disk, so that a sync for each group of transactions counts beside what {@link
 * Memcached} shows. Expect a container as fast as the host, and a guest slower by its disk and by
 * twenty answers of a network a transaction.
 *
 * <p>An invocation is a run of sysbench, its start of some 20 ms included; {@code transactions} is
 * what it counts itself. The percentiles are from its histogram, whose bins are 2 % wide. The table
 * is made once, and each fork's own server begins with a copy.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --benchmarks app.Oltp}
 */
@TakesAbout(preparing = 8, invocation = 2.5)
@TakesAbout(where = "tableRows=10000", preparing = 4, invocation = 2.5)
@TakesAbout(where = "tableRows=1000000", preparing = 60, invocation = 2.5)
@TakesLong
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NeedsPack({"mariadb", "sysbench"})
@AtMostSeconds(30)
public class Oltp {
  private static final int TRANSACTIONS = 1000;
  private static final double NS_PER_SECOND = 1e9;
  private static final String FOLDER = "usr/share/sysbench/";

  /** Says which of sysbench's: all, or without what writes or what reads. */
  @Param("read_write")
  @Takes("read_write|read_only|write_only")
  public String script;

  /** Says how many there are at once, each with a thread of sysbench's; Dhar had six. */
  @Param("6")
  public int connections;

  /**
   * Transactions per second of all connections together; 0: each asks when it is answered. From 1:
   * open loop, in which sysbench has them come at random (a Poisson process) and counts from when
   * each was due, also where no connection was free then. Every run begins with none waiting. At a
   * low rate an experiment has as many transactions in a run as come in 30 s, and JMH's {@code -opi
   * N} has N.
   */
  @Param("0")
  @Takes(value = "\\d{1,7}", like = "a whole number from 0")
  public long rate;

  /** Says how long a run may take, s. */
  @Param("600")
  public int timeout;

  private TimedCommand command;
  private TimedCommand.Usage took;

  /** Makes the run ready. */
  @Setup
  public void open(MariaDbServer server, BenchmarkParams asked) {
    Software sysbench = Software.of("sysbench");
    String scripts =
        sysbench.folder().map(pack -> pack.resolve(FOLDER).toString()).orElse("/" + FOLDER);
    List<String> words = new ArrayList<>(server.clientPinned());
    words.add(sysbench.program("usr/bin/sysbench").toString());
    words.addAll(
        List.of(
            "--db-driver=mysql",
            "--mysql-host=" + server.host,
            "--mysql-port=" + server.port,
            "--mysql-user=sb",
            "--mysql-password=sb",
            "--mysql-db=sbtest",
            "--tables=1",
            "--table-size=" + server.tableRows,
            "--threads=" + connections,
            "--events=" + asked.getOpsPerInvocation(),
            "--time=0",
            "--histogram=on",
            "--rate=" + rate,
            scripts + "/oltp_" + script + ".lua",
            "run"));
    Map<String, String> variables = new HashMap<>(sysbench.variables());
    variables.put("LUA_PATH", scripts + "/?.lua");
    command =
        TimedCommand.open(
            new TimedCommand.Asked(
                "sysbench", words, variables, Duration.ofSeconds(timeout), "-p timeout=SECONDS"));
  }

  /** A run of so many transactions, or of fewer at a low rate; its exit code, which is checked. */
  @Benchmark
  @OperationsPerInvocation(TRANSACTIONS)
  public int transaction() throws IOException {
    try {
      took = command.run(false);
      return took.exit();
    } catch (ProbeException e) {
      // JMH closes nothing where a benchmark fails.
      System.out.print(command.output());
      throw e;
    }
  }

  /** After each run, untimed. */
  @TearDown(Level.Invocation)
  public void tell(Timed timed) throws IOException {
    SysbenchOutput printed = SysbenchOutput.of(command.output());
    long share = took.wallNs() / printed.transactions();
    for (SysbenchOutput.Bin bin : printed.latencies()) {
      for (long i = 0; i < bin.count(); i++) {
        timed.operation(bin.ns(), share);
      }
    }
    timed.rate(Metrics.CLIENT_CPU, took.cpuNs() / NS_PER_SECOND);
    timed.mean(ServiceMetrics.TRANSACTIONS, printed.perSecond());
  }

  /** Ends what ran. */
  @TearDown
  public void close() {
    if (command != null) {
      command.close();
    }
  }
}
