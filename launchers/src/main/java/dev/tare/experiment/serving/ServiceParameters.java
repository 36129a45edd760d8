package dev.tare.experiment.serving;

import dev.tare.experiment.Bounds;
import dev.tare.experiment.ForkTime;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.experiment.ends.ClientTrials;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.proc.MariaDbFiles;
import dev.tare.report.CellText;
import dev.tare.result.Nearest;
import dev.tare.result.Section.Cell;
import dev.tare.service.Service;
import dev.tare.service.Services;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Describes what {@code service} is asked for.
 *
 * @param service its name
 * @param loads on that server, each once; none: its first
 * @param client where they run
 * @param address at which this host, or the server's machine, is reached from a client elsewhere
 * @param rates requests per second of all connections, each once; 0 is a closed loop
 * @param connections at once, each once, 1 to 256
 * @param boundUs of the p99, above 0, for a search of the highest rate within it; absent: no search
 * @param cpus client and server; none: the first two
 */
public record ServiceParameters(
    @Parameter(
            name = "--service",
            label = "NAME",
            usual = "memcached",
            help = "memcached, nginx, redis or mariadb")
        String service,
    @Parameter(
            name = "--load",
            label = "NAME",
            help =
                "Of memcached etc (thirty reads to an update), reads or updates; of nginx small (1"
                    + " KiB) or large (1 MiB); of redis YCSB's a, b, c or f; of mariadb"
                    + " sysbench's oltp; may be repeated (default: etc, small, a, oltp)")
        List<Load> loads,
    @Parameter(
            name = "--client",
            label = "WHERE",
            usual = "host",
            help =
                "Where the load runs: host, outside every layer; env, beside the server; or an"
                    + " environment of its own, such as docker or another machine, 'ssh(host=b)'")
        String client,
    @Parameter(
            name = "--address",
            label = "ADDR",
            help =
                "With a client elsewhere the address at which the server's machine is reached, such"
                    + " as that of a link between the two (default: that of the way there)")
        Optional<String> address,
    @Parameter(
            name = "--rate",
            label = "N",
            usual = "0",
            help =
                "Requests a second of all connections, open loop: latency counts from when a"
                    + " request was meant to start; 0 is closed loop; may be repeated")
        List<Integer> rates,
    @Parameter(
            name = "--connections",
            label = "N",
            usual = "8",
            help = "Connections at once, 1 to 256; may be repeated")
        List<Integer> connections,
    @Parameter(
            name = "--p99",
            label = "US",
            help =
                "Besides, the highest rate at which the 99th percentile stays within so many us, by"
                    + " bisection (default: not looked for)")
        Optional<Double> boundUs,
    @Parameter(name = "--cpus", label = "N", help = EndCpus.HELP) List<Integer> cpus) {
  /** No client waits for longer. */
  private static final double MOST_P99_US = 60e6;

  /** A p99 takes a hundred values beyond it, and some of a fork may not count. */
  private static final double FOR_A_P99 = 12_000;

  /** Is how long a fork at a given rate is measured at most for the sake of its p99. */
  private static final int MOST_MS = Timing.cut(10_000);

  /** Is the least rate that a search looks at, 1/s: a look has its p99 in two minutes. */
  static final double LEAST_LOOK = FOR_A_P99 / 120;

  private static final double MS_PER_S = 1000;
  private static final double NS_PER_US = 1000;
  private static final String ROWS = "tableRows=";

  public ServiceParameters {
    List<Load> own = Load.of(service);
    if (own.isEmpty()) {
      List<String> all = Arrays.stream(Load.values()).map(Load::service).distinct().toList();
      throw new IllegalArgumentException(
          "--service "
              + service
              + ": there is no such server"
              + Nearest.asked(service, all)
              + "; there are "
              + String.join(", ", all));
    }
    loads = loads.isEmpty() ? List.of(own.get(0)) : loads.stream().distinct().toList();
    rates = rates.stream().distinct().sorted().toList();
    connections = connections.stream().distinct().sorted().toList();
    cpus = List.copyOf(cpus);
    for (Load load : loads) {
      if (!load.service().equals(service)) {
        throw new IllegalArgumentException(
            "--load "
                + load.word()
                + ": is for "
                + load.service()
                + "; "
                + service
                + " has "
                + own.stream().map(Load::word).collect(Collectors.joining(", ")));
      }
    }
    ClientTrials.check(rates, connections);
    ClientPlace.checkAddress(ClientPlace.of(client), address);
    boundUs.ifPresent(
        us -> Bounds.check("--p99", us, us > 0 && us <= MOST_P99_US, "above 0, at most 60000000"));
  }

  /** Returns the bound as durations are written; absent without one. */
  Optional<String> boundText() {
    return boundUs.map(us -> CellText.of(Cell.of(us * NS_PER_US, "ns")));
  }

  ClientPlace place() {
    return ClientPlace.of(client);
  }

  /** The server, with the table that its load is told of. */
  Service server(Setting setting) {
    return Services.named(service).orElseThrow().withRows(rows(setting));
  }

  private static int rows(Setting setting) {
    return setting.params().stream()
        .filter(param -> param.startsWith(ROWS))
        .mapToInt(param -> Integer.parseInt(param.substring(ROWS.length())))
        .findFirst()
        .orElse(MariaDbFiles.ROWS);
  }

  /** Returns the trials of one stay: every load at every rate with every number of connections. */
  List<TrialPlan> trials(Setting setting, List<String> flags) {
    List<TrialPlan> trials = new ArrayList<>();
    for (Load load : loads) {
      for (List<Integer> together :
          load.isThreaded() ? connections.stream().map(List::of).toList() : List.of(connections)) {
        for (int rate : rates) {
          Setting own = setting.withTiming(timing(rate, setting.timing()));
          trials.add(trial(load, together, String.valueOf(rate), own, flags));
        }
      }
    }
    return trials;
  }

  /** Returns a timing that is long enough for a p99, unless the rate is too low for that. */
  private static Timing timing(int rate, Timing usual) {
    return rate == 0 ? usual : lasting(usual, usual.warmups(), Math.min(MOST_MS, forP99Ms(rate)));
  }

  /** Tells how long enough requests for a p99 take at a rate. */
  private static double forP99Ms(long rate) {
    return FOR_A_P99 / rate * MS_PER_S;
  }

  private static Timing lasting(Timing usual, int warmups, double ms) {
    int each = (int) Math.ceil(ms / usual.iterations());
    return new Timing(
        warmups, usual.warmupMs(), usual.iterations(), Math.max(usual.iterationMs(), each));
  }

  /** Returns what a search begins with: as fast as it goes. */
  TrialPlan closed(Load load, int clients, Setting setting, List<String> flags) {
    return trial(load, List.of(clients), "0", setting, flags);
  }

  /** Returns one look of a search: long enough for a p99. */
  TrialPlan look(Load load, int clients, long rate, Setting setting, List<String> flags) {
    Timing usual = setting.timing();
    Timing longer = lasting(usual, Math.min(1, usual.warmups()), forP99Ms(rate));
    return trial(load, List.of(clients), String.valueOf(rate), setting.withTiming(longer), flags);
  }

  /** Makes a trial with the sizes of the profile. */
  private static TrialPlan trial(
      Load load, List<Integer> clients, String rates, Setting setting, List<String> flags) {
    List<String> params = new ArrayList<>(setting.params());
    params.addAll(
        List.of(
            load.parameter() + "=" + load.value(),
            "connections=" + words(clients),
            "rate=" + rates));
    return ClientTrials.plan(
        List.of(load.benchmark().replace(".", "\\.")),
        setting.timing(),
        load.isThreaded() ? clients.get(0) : 1,
        params,
        flags);
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * Tells how long a stay takes without its searches, s: data that is made once is copied for the
   * server, and what loads fill themselves they fill in each fork.
   *
   * @param starting what each fork takes besides
   */
  double seconds(Setting setting, double starting) {
    List<ForkTime> forks = forks(setting);
    DoubleSummaryStatistics preparing = preparing(forks);
    return forks.stream().mapToDouble(one -> starting + one.warming() + one.measuring()).sum()
        + (isMadeOnce(setting) ? preparing.getMax() : preparing.getSum());
  }

  /** Tells how long each fork of a search prepares, s. */
  double preparing(Setting setting) {
    return isMadeOnce(setting) ? 0 : preparing(forks(setting)).getAverage();
  }

  private boolean isMadeOnce(Setting setting) {
    return server(setting).ready().isPresent();
  }

  private List<ForkTime> forks(Setting setting) {
    return trials(setting, List.of()).stream()
        .flatMap(one -> ForkTime.each(one.benchmarks(), one.params(), one.timing()).stream())
        .toList();
  }

  private static DoubleSummaryStatistics preparing(List<ForkTime> forks) {
    return forks.stream().collect(Collectors.summarizingDouble(ForkTime::preparing));
  }

  int searches() {
    return boundUs.isPresent() ? loads.size() * connections.size() : 0;
  }
}
