package dev.tare.cli;

import dev.tare.bench.run.ParamValues;
import dev.tare.launch.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a matrix is asked for. */
final class MatrixOptions {
  /** One of each subject, what tells layers apart; the disk and the network among them. */
  private static final String SENSIBLE =
      "cpu\\.Prime|memory\\.(Stream|Chase)|kernel\\.(Syscall|ContextSwitch|PageFault|Spawn|ClockRead)"
          + "|disk\\.RandomFile|net\\.TcpRr";

  @Option(
      names = "--env",
      paramLabel = "STACK",
      description = {
        "An environment, such as bare, docker or 'kvm(net=tap)/docker'; may be repeated",
        "(default: bare and all that can be had here).",
      })
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      description = "Which benchmarks, as JMH matches them (default: one or two of each subject).")
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often each environment is visited (default: the profile's).")
  private Integer blocks;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick, standard or paper: how long, how often, which sizes (default: quick).")
  private Profile profile;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the order (default: a new one, which is recorded).")
  private Long seed;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = {
        "A limit of every environment: cpuset, shares, cpus, memory, memory-soft or pids;",
        "may be repeated.",
      })
  private List<String> limits = new ArrayList<>();

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter's value, or REGEX:NAME=VALUE for some benchmarks.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where disk benchmarks measure, in a folder of the run's own (default: /var/tmp).")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = {
        "Go on with a run that was cut short, by its id or folder; what is finished is not",
        "repeated, and all other options are the run's own.",
      })
  private String resume;

  @Option(names = "--dry-run", description = "Print every command, and do nothing.")
  private boolean dry;

  List<String> environments() {
    return environments;
  }

  List<String> benchmarks() {
    return benchmarks.isEmpty() ? List.of(SENSIBLE) : benchmarks;
  }

  int blocks() {
    return blocks == null ? profile.blocks() : blocks;
  }

  Profile profile() {
    return profile;
  }

  Optional<Long> seed() {
    return Optional.ofNullable(seed);
  }

  Limits limits() {
    Limits all = Limits.NONE;
    for (String limit : limits) {
      int equals = limit.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("--limit " + limit + ": must look like memory=1g");
      }
      all = all.with(limit.substring(0, equals), limit.substring(equals + 1));
    }
    return all;
  }

  /** The user's own, after those of the profile: the last one for a name counts. */
  List<String> params() {
    List<String> all = new ArrayList<>();
    profile.params().forEach((name, values) -> all.add(name + "=" + String.join(",", values)));
    all.addAll(params);
    return all;
  }

  /** The user's own only. */
  List<ParamValues> ownParams() {
    return params.stream().map(ParamValues::parse).toList();
  }

  Optional<Path> data() {
    return Optional.ofNullable(data).map(Path::toAbsolutePath);
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  Optional<String> resume() {
    return Optional.ofNullable(resume);
  }

  boolean isDry() {
    return dry;
  }
}
