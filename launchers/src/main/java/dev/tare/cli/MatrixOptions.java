package dev.tare.cli;

import dev.tare.bench.run.ParamValues;
import dev.tare.launch.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
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
      description =
          "An environment, such as bare, docker or 'kvm(net=tap)/docker'; may be repeated"
              + " (default: bare and all that can be had here).")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      converter = RegexText.class,
      description = "Which benchmarks, as JMH matches them (default: one or two of each subject).")
  private List<String> benchmarks = new ArrayList<>();

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

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

  @Mixin private ResumableOptions run;

  List<String> environments() {
    return environments;
  }

  List<String> benchmarks() {
    return benchmarks.isEmpty() ? List.of(SENSIBLE) : benchmarks;
  }

  int blocks() {
    return extent.blocks();
  }

  Profile profile() {
    return extent.profile();
  }

  Limits limits() {
    return limits.limits();
  }

  /** Where it goes, in which order, and whether one is gone on with. */
  ResumableOptions run() {
    return run;
  }

  /** The user's own, after those of the profile: the last one for a name counts. */
  List<String> params() {
    List<String> all = new ArrayList<>();
    profile().params().forEach((name, values) -> all.add(name + "=" + String.join(",", values)));
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
}
