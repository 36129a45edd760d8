package dev.tare.experiment.ends;

import dev.tare.experiment.concurrent.CpuTimes;
import dev.tare.launch.ControlGroups;
import dev.tare.launch.Environment;
import dev.tare.launch.Script;
import dev.tare.proc.LinePump;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * CPU time that an environment has used, as it sees it itself: its control group's in a container,
 * its kernel's in a guest. One shell in there stays for the whole trial, so that a reading starts
 * nothing.
 */
public final class InsideMeter implements AutoCloseable {
  private static final int A_MOMENT_S = 10;
  private static final String VERSION_2 = "usage_usec ";
  private static final long NS_PER_US = 1000;

  private final Process shell;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private InsideMeter(Process shell) {
    this.shell = shell;
    LinePump.start("inside meter", shell.getInputStream(), answers::add);
  }

  /**
   * Starts it.
   *
   * @param guest whether the whole kernel counts, not only a group
   */
  public static InsideMeter start(Environment environment, boolean guest) throws IOException {
    List<String> files = guest ? List.of(CpuTimes.FILE) : groupFiles(environment);
    return new InsideMeter(environment.start(Script.of("answer", files.toArray(String[]::new))));
  }

  /** Returns where the group's time may be: in version 1 in ns, in version 2 in us. */
  private static List<String> groupFiles(Environment environment) {
    List<String> files = new ArrayList<>();
    try {
      // Where the host's groups are seen in there, their topmost is not what runs in there.
      ControlGroups.in(environment)
          .of(environment.read("/proc/self/cgroup"), "cpuacct")
          .ifPresent(
              own ->
                  files.add(
                      own.folders().get(0)
                          + (own.version() == 1 ? "/cpuacct.usage" : "/cpu.stat")));
    } catch (IOException e) {
      // A kernel of another kind has neither; one of the usual files may be there all the same.
      files.clear();
    }
    files.addAll(
        List.of(
            "/sys/fs/cgroup/cpuacct/cpuacct.usage",
            "/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage",
            "/sys/fs/cgroup/cpu.stat"));
    return files;
  }

  /** Returns what has been used until now, us; absent where nobody answers. */
  public synchronized OptionalLong usedUs() {
    try {
      answers.clear();
      OutputStream in = shell.getOutputStream();
      in.write('\n');
      in.flush();
      String answer = answers.poll(A_MOMENT_S, TimeUnit.SECONDS);
      return answer == null ? OptionalLong.empty() : us(answer);
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  /** A reading, us; absent where the line is none. */
  public static OptionalLong us(String line) {
    String text = line.strip();
    if (text.startsWith(VERSION_2)) {
      return ProcText.number(text.substring(VERSION_2.length()).strip());
    }
    OptionalLong ns = ProcText.number(text);
    return ns.isPresent()
        ? OptionalLong.of(ns.getAsLong() / NS_PER_US)
        : CpuTimes.parse(text)
            .map(times -> OptionalLong.of(times.busyUs()))
            .orElse(OptionalLong.empty());
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
      shell.destroy();
    }
    shell.destroy();
  }
}
