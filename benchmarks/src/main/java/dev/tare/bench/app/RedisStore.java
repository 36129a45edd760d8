package dev.tare.bench.app;

import dev.tare.bench.capture.Takes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import site.ycsb.WorkloadException;
import site.ycsb.measurements.Measurements;
import site.ycsb.workloads.CoreWorkload;

/** The redis that is asked, and what YCSB asks of it. */
@State(Scope.Benchmark)
public class RedisStore extends AppServer {
  /** Holds what YCSB's files workloada, workloadb, workloadc and workloadf say. */
  private static final Map<String, Map<String, String>> WORKLOADS =
      Map.of(
          "a", Map.of("readproportion", "0.5", "updateproportion", "0.5"),
          "b", Map.of("readproportion", "0.95", "updateproportion", "0.05"),
          "c", Map.of("readproportion", "1", "updateproportion", "0"),
          "f",
              Map.of(
                  "readproportion", "0.5",
                  "updateproportion", "0",
                  "readmodifywriteproportion", "0.5"));

  /** Says which of YCSB's core workloads. */
  @Param("a")
  @Takes("a|b|c|f")
  public String workload;

  /** Says how many there are, of 1 KB each. */
  @Param("10000")
  @Takes(value = "[1-9]\\d{0,8}", like = "a whole number from 1")
  public int records;

  private final AtomicInteger left = new AtomicInteger();
  private CoreWorkload core;

  @Override
  OwnServer started(String host, int port, List<String> pinned) throws IOException {
    return OwnServer.start(
        Software.of("redis"),
        "usr/bin/redis-server",
        pinned,
        List.of(
            "--port",
            String.valueOf(port),
            "--bind",
            host,
            "--save",
            "",
            "--appendonly",
            "no",
            "--loglevel",
            "warning"),
        port);
  }

  /** Makes the workload. */
  @Setup(Level.Trial)
  public void prepare() throws WorkloadException {
    Properties properties = new Properties();
    properties.putAll(WORKLOADS.get(workload));
    properties.setProperty("recordcount", String.valueOf(records));
    // Read for how many more inserts there may be: none.
    properties.setProperty("operationcount", "0");
    properties.setProperty("requestdistribution", "zipfian");
    // A part of it asks for them where it is constructed; what is measured is measured here.
    Measurements.setProperties(properties);
    core = new CoreWorkload();
    core.init(properties);
    left.set(records);
  }

  /** Inserts records as long as some are left, beside the other threads. */
  void load(RedisDb database) {
    while (left.getAndDecrement() > 0) {
      core.doInsert(database, null);
    }
  }

  CoreWorkload core() {
    return core;
  }
}
