package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.LatencyCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class LatencyLogTest {
  private static final String HOSTILE = "b.run(a=1, c=x y%,\n\u00b5):avgt:t1";

  @TempDir Path temp;

  @Test
  void forksAreMergedOverTheirIterationsAndKeptApart() throws Exception {
    Path log = write(HOSTILE);
    var read = LatencyLog.read(log);
    assertThat(read.keySet()).containsExactly(HOSTILE);
    assertThat(read.get(HOSTILE).get(0).total()).isEqualTo(4);
    LatencyCounts second = read.get(HOSTILE).get(1);
    assertThat(second.total()).isEqualTo(2);
    assertThat(second.countsByNs()).containsEntry(1000L, 1L);
    assertThat(second.plus(second).countsByNs()).containsEntry(1000L, 2L);
  }

  @Test
  void hdrHistogramsOwnToolReadsATagOfIt() throws Exception {
    Path log = write(HOSTILE);
    String tag = new LatencyTag(HOSTILE, 0, 1).text();
    assertThat(processed("-i", log.toString(), "-tag", tag))
        .contains("#[Mean    =")
        .contains("Total count    =            2]");
  }

  @Test
  void hdrHistogramsOwnToolReadsEachBenchmarksLogAsItIs() throws Exception {
    Path log = write(HOSTILE, "b");
    Path folder = temp.resolve("latency");
    UntaggedLogs.write(log, folder);
    try (Stream<Path> logs = Files.list(folder)) {
      assertThat(logs.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("b.hlog", "b.run_a=1,_c=x_y_,_avgt_t1.hlog");
    }
    assertThat(processed("-i", folder.resolve("b.hlog").toString()))
        .contains("Total count    =            6]")
        .contains("[Max     =        5.001,");
  }

  @Test
  void benchmarksWhoseNamesAFileCannotTellApartHaveALogEach() throws Exception {
    UntaggedLogs.write(write("b:1", "b/1"), temp.resolve("latency"));
    try (Stream<Path> logs = Files.list(temp.resolve("latency"))) {
      assertThat(logs.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("b_1.hlog", "b_1~2.hlog");
    }
  }

  /** What HdrHistogram's log processor prints. */
  private static String processed(String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Thread tool = new HistogramLogProcessor(arguments);
      tool.start();
      tool.join();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTagHasNothingThatBreaksALine() throws Exception {
    LatencyTag tag = new LatencyTag(HOSTILE, 3, 14);
    assertThat(tag.text()).doesNotContainAnyWhitespaces().doesNotContain(",");
    assertThat(LatencyTag.parse(tag.text(), "f")).isEqualTo(tag);
  }

  @Test
  void aLineThatWasCutShortStaysBehind() throws Exception {
    Path log = write("b");
    Files.writeString(log, Files.readString(log).strip());
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    LatencyLog.copy(log, copy, tag -> new LatencyTag(tag.run(), tag.fork() + 7, tag.iteration()));
    assertThat(copy.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("Tag=b;fork=7;"));
  }

  @Test
  void whatIsNotALogIsBadInput() throws Exception {
    Path other = Files.writeString(temp.resolve("other"), "Tag=x,1,2,3,broken\n");
    assertThatThrownBy(() -> LatencyLog.read(other))
        .isInstanceOf(BadInput.class)
        .hasMessage(other + ":1: not a tag of ours: x");
  }

  @Test
  void whatIsBehindADamagedLineIsRead() throws Exception {
    Path log = write("b");
    String whole = Files.readString(log);
    int second = whole.indexOf("Tag=", whole.indexOf("Tag=") + 1);
    Files.writeString(
        log,
        whole.substring(0, second)
            + "\u0000garbage\nTag=b;fork=0;iteration=5,1,2,3,HISTFAAA\n"
            + whole.substring(second));
    List<String> damaged = new ArrayList<>();
    var read = LatencyLog.read(log, iteration -> true, e -> damaged.add(e.getMessage()));
    assertThat(read.get("b").get(1).total()).isEqualTo(2);
    assertThat(damaged).hasSize(2);
    assertThat(damaged.get(0)).isEqualTo(log + ":4: not a histogram with a tag of ours");
    assertThat(damaged.get(1)).isEqualTo(log + ":5: not a histogram: it is cut short");
    assertThatThrownBy(() -> LatencyLog.read(log))
        .hasMessage(damaged.get(0) + "; 1 more line of it");
  }

  /** Fork 0 with two iterations, fork 1 with one, which is older; two operations each. */
  private Path write(String... runs) throws Exception {
    Path log = temp.resolve("latency.hlog");
    Histogram two = new Histogram(1, 3_600_000_000_000L, 3);
    two.recordValue(1000);
    two.recordValue(5_000_000);
    try (LatencyLog writer = new LatencyLog(Files.newOutputStream(log))) {
      for (String run : runs) {
        writer.write(new LatencyTag(run, 0, 0), 1_700_000_003_000L, 1_700_000_004_000L, two);
        writer.write(new LatencyTag(run, 0, 1), 1_700_000_004_000L, 1_700_000_005_000L, two);
        writer.write(new LatencyTag(run, 1, 0), 1_700_000_000_000L, 1_700_000_001_000L, two);
      }
    }
    return log;
  }
}
