package dev.tare.bench.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.runner.WorkloadParams;

/**
 * Takes out of what is kept who measured: JMH records the forks' whole command, and results are
 * passed on. A home folder becomes {@code ~}, and a folder that is called like the user {@code
 * USER}.
 */
public final class UserPaths {
  private static final UserPaths OWN =
      new UserPaths(
          List.of(
              String.valueOf(System.getenv("HOME")),
              String.valueOf(System.getProperty("user.home"))),
          String.valueOf(System.getProperty("user.name")));

  private final List<Pattern> homes = new ArrayList<>();
  private final Pattern user;

  /**
   * @param homes the user's home folders; one that is no absolute path, or the root, is none
   * @param user the user's name
   */
  UserPaths(List<String> homes, String user) {
    for (String home : homes) {
      if (home.matches("/.*[^/]/*")) {
        this.homes.add(folder(home.replaceAll("/+$", "")));
      }
    }
    // No person is called root, and folders of every system are.
    this.user = user.equals("root") ? Pattern.compile("(?!)") : folder("(?<=/|user\\.name=)", user);
  }

  /** Returns those of this process. */
  static UserPaths own() {
    return OWN;
  }

  private static Pattern folder(String path) {
    return folder("(?<![\\w./-])", path);
  }

  /** That path or name and nothing that only begins like it. */
  private static Pattern folder(String before, String path) {
    return Pattern.compile(before + Pattern.quote(path) + "(?![\\w.-])");
  }

  /** A text that is kept, without who measured. */
  public static String kept(String text) {
    return OWN.without(text);
  }

  /** Hands on what is printed, which is kept, without who measured. */
  public static PrintStream printing(OutputStream to) {
    return new PrintStream(
        new FilterOutputStream(to) {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(OWN.without(Arrays.copyOfRange(bytes, from, from + length)));
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  /** Bytes that need be no text: what is not replaced stays as it is. */
  byte[] without(byte[] bytes) {
    return without(new String(bytes, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  String without(String text) {
    String rest = text;
    for (Pattern home : homes) {
      rest = home.matcher(rest).replaceAll("~");
    }
    return user.matcher(rest).replaceAll("USER");
  }

  /** Returns the same of what JMH says of its forks. */
  BenchmarkParams without(BenchmarkParams all) {
    List<String> arguments = all.getJvmArgs().stream().map(this::without).toList();
    return new BenchmarkParams(
        all.getBenchmark(),
        all.generatedBenchmark(),
        all.shouldSynchIterations(),
        all.getThreads(),
        all.getThreadGroups(),
        all.getThreadGroupLabels(),
        all.getForks(),
        all.getWarmupForks(),
        all.getWarmup(),
        all.getMeasurement(),
        all.getMode(),
        workload(all),
        all.getTimeUnit(),
        all.getOpsPerInvocation(),
        without(all.getJvm()),
        arguments,
        all.getJdkVersion(),
        all.getVmName(),
        all.getVmVersion(),
        all.getJmhVersion(),
        all.getTimeout());
  }

  private static WorkloadParams workload(BenchmarkParams all) {
    WorkloadParams workload = new WorkloadParams();
    int index = 0;
    for (String name : all.getParamsKeys()) {
      workload.put(name, all.getParam(name), index++);
    }
    return workload;
  }
}
