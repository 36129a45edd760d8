package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseReadingTest {
  private static final String SELF_STAT =
      "4242 (a) name) S 1 4242 4242 0 -1 4194560 5000 0 37 9 120 30 1 2 20 0 18 0 9000 1 1 1\n";

  @TempDir Path root;

  @Test
  void absentIsAbsentNeverZero() {
    assertThat(NoiseReading.read(new ProcFiles(root)))
        .isEqualTo(
            new NoiseReading(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
  }

  @Test
  void countsOfThisSystemAreReadAndGrow() {
    NoiseReading first = NoiseReading.read(ProcFiles.system());
    NoiseReading second = NoiseReading.read(ProcFiles.system());
    assertThat(first.cpuTimeNs().getAsLong()).isPositive();
    assertThat(second.cpuTimeNs().getAsLong())
        .isGreaterThanOrEqualTo(first.cpuTimeNs().getAsLong());
    assertThat(second.majorFaults().getAsLong())
        .isGreaterThanOrEqualTo(first.majorFaults().getAsLong());
    assertThat(first.involuntarySwitches()).isPresent();
  }

  @Test
  void stealIsTheSumOfAllCpusInNanoseconds() {
    ProcFiles files =
        put("proc/stat", "cpu  10 0 20 900 5 0 1 77 0 0\ncpu0 5 0 10 450 2 0 1 7 0 0\n");
    assertThat(NoiseReading.read(files).stealNs()).hasValue(770_000_000);
    assertThat(NoiseReading.read(files).cpus()).hasValue(1);
  }

  @Test
  void cpusAreThoseOfProcStatNotThoseThatTheProcessMayUse() {
    put("proc/self/status", "Cpus_allowed_list:\t0\n");
    ProcFiles files = put("proc/stat", "cpu  1 0 0 0 0 0 0 7\ncpu0 1 0\ncpu11 0 0\ncpu2 0 0\n");
    assertThat(NoiseReading.read(files).cpus()).hasValue(3);
  }

  @Test
  void runDelayAndSwitchesAreSummedOverThreads() {
    put("proc/self/task/10/schedstat", "900 100 3\n");
    put("proc/self/task/11/schedstat", "800 250 2\n");
    put(
        "proc/self/task/10/status",
        "Name:\tx\nvoluntary_ctxt_switches:\t9\nnonvoluntary_ctxt_switches:\t4\n");
    ProcFiles files = put("proc/self/task/11/status", "nonvoluntary_ctxt_switches:\t5\n");
    assertThat(NoiseReading.read(files).runDelayNs()).hasValue(350);
    assertThat(NoiseReading.read(files).involuntarySwitches()).hasValue(9);
  }

  @Test
  void aKernelThatAccountsNoSchedulingHasNoRunDelay() {
    ProcFiles files = put("proc/self/task/10/schedstat", "0 0 0\n");
    assertThat(NoiseReading.read(files).runDelayNs()).isEmpty();
  }

  @Test
  void pressureIsTheTotalOfSomeTask() {
    put(
        "proc/pressure/io",
        "some avg10=0.87 avg60=0.21 avg300=0.19 total=6084563\nfull avg10=0.87 avg60=0.21 avg300=0.19 total=5857232\n");
    ProcFiles files =
        put("proc/pressure/cpu", "some avg10=1.84 avg60=1.40 avg300=1.66 total=18914194\n");
    assertThat(NoiseReading.read(files).psiIoUs()).hasValue(6084563);
    assertThat(NoiseReading.read(files).psiCpuUs()).hasValue(18914194);
    assertThat(NoiseReading.read(files).psiMemoryUs()).isEmpty();
  }

  @Test
  void waitingOfTheJvmsOwnThreadsIsNotTheBenchmarks() {
    put("proc/self/task/10/comm", "C2 CompilerThre\n");
    put("proc/self/task/10/schedstat", "900 5000 3\n");
    put("proc/self/task/11/comm", "dev.tare.bench.\n");
    put("proc/self/task/11/schedstat", "800 250 2\n");
    put("proc/self/task/12/comm", "dev.tar..rker-2\n");
    ProcFiles files = put("proc/self/task/12/schedstat", "800 30 2\n");
    assertThat(NoiseReading.read(files).runDelayNs()).hasValue(280);
    assertThat(NoiseReading.read(files).threads()).hasValue(2);
  }

  @Test
  void processFiguresAreFoundBehindANameWithABracket() {
    ProcFiles files = put("proc/self/stat", SELF_STAT);
    assertThat(NoiseReading.read(files).majorFaults()).hasValue(37);
    assertThat(NoiseReading.read(files).cpuTimeNs()).hasValue(1_500_000_000L);
  }

  @Test
  void throttlingOfTheGroupsAroundIsAdded() {
    put("proc/self/cgroup", "0::/tare.slice/run\n");
    put("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    put("sys/fs/cgroup/tare.slice/run/cpu.stat", "usage_usec 5\nthrottled_usec 1200\n");
    put("sys/fs/cgroup/tare.slice/cpu.stat", "usage_usec 5\nthrottled_usec 34\n");
    ProcFiles files = put("sys/fs/cgroup/cpu.stat", "usage_usec 77\n");
    assertThat(NoiseReading.read(files).throttledUs()).hasValue(1234);
  }

  @Test
  void throttlingOfVersion1IsInNanosecondsAndReadInMicroseconds() {
    put("proc/self/cgroup", "4:cpu,cpuacct:/docker/0f\n1:name=systemd:/docker/0f\n");
    put(
        "proc/self/mountinfo",
        "40 39 0:33 /docker/0f /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n");
    ProcFiles files =
        put("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 10\nthrottled_time 5000000\n");
    assertThat(NoiseReading.read(files).throttledUs()).hasValue(5000);
  }

  @Test
  void aVersion2GroupWithoutTheCpuControllerHasNoThrottling() {
    put("proc/self/cgroup", "0::/\n");
    put("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    ProcFiles files = put("sys/fs/cgroup/cpu.stat", "usage_usec 77\nuser_usec 1\n");
    assertThat(NoiseReading.read(files).throttledUs()).isEmpty();
  }

  @Test
  void frequencyIsTheMeanOfTheAllowedCpus() {
    put("proc/self/status", "Cpus_allowed_list:\t0,2\n");
    put("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "3000000\n");
    put("sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "1000000\n");
    ProcFiles files = put("sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq", "2000000\n");
    assertThat(NoiseReading.read(files).frequencyMhz()).hasValue(2500);
  }

  @Test
  void theConstantOfAGuestsCpuinfoIsNoFrequency() {
    put("proc/self/status", "Cpus_allowed_list:\t0\n");
    ProcFiles files =
        put("proc/cpuinfo", "processor\t: 0\ncpu MHz\t\t: 2596.136\nflags\t\t: fpu hypervisor\n");
    assertThat(NoiseReading.read(files).frequencyMhz()).isEmpty();
    put(
        "proc/cpuinfo",
        "processor\t: 0\ncpu MHz\t\t: 2596.136\nflags\t\t: fpu aperfmperf sse\n"
            + "\nprocessor\t: 1\ncpu MHz\t\t: 1.5\nflags\t\t: fpu aperfmperf sse\n");
    assertThat(NoiseReading.read(files).frequencyMhz()).hasValue(2596.136);
  }

  @Test
  void capturedSystemsAreRead() {
    NoiseReading guest = NoiseReading.read(CapturedTree.unpack("firecracker", root));
    assertThat(guest.stealNs().getAsLong()).isPositive();
    assertThat(guest.psiCpuUs().getAsLong()).isPositive();
    assertThat(guest.throttledUs()).hasValue(0);
    assertThat(guest.frequencyMhz()).isEmpty();
    NoiseReading v1 = NoiseReading.read(CapturedTree.unpack("docker-v1-limited", root));
    assertThat(v1.throttledUs()).hasValue(4_200_000);
    NoiseReading v2 = NoiseReading.read(CapturedTree.unpack("docker-v2-limited", root));
    assertThat(v2.throttledUs()).hasValue(345_678);
    NoiseReading bare = NoiseReading.read(CapturedTree.unpack("bare-v2-unlimited", root));
    assertThat(bare.throttledUs()).isEmpty();
    assertThat(bare.frequencyMhz()).hasValue(3050);
  }

  private ProcFiles put(String path, String text) {
    ProcFiles files = new ProcFiles(root);
    CapturedTree.put(files, path, text);
    return files;
  }
}
