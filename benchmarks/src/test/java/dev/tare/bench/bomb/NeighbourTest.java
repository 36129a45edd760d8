package dev.tare.bench.bomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.ProbeException;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NeighbourTest {
  private static final String BARE = "tare.allowBareBombs";
  private static final String TARGETS = "tare.bombTargets";
  private static final Map<String, ?> SMALL = Map.of("processes", 8);

  @AfterEach
  void forbid() {
    System.clearProperty(BARE);
    System.clearProperty(TARGETS);
  }

  @Test
  void isRefusedWhereNothingSurroundsIt() {
    try (Neighbour opened = Neighbour.open("bomb-fork", 1, SMALL)) {
      assertThat(opened.counter("surrounded")).isEqualTo(1);
    } catch (ProbeException e) {
      assertThat(e).hasMessageContaining("limit surrounds this process");
      assertThat(e).hasMessageContaining("-D" + BARE + "=true");
    }
  }

  @Test
  void explodesWithinItsBoundsAndIsGoneAfter() {
    System.setProperty(BARE, "true");
    try (Neighbour bomb = Neighbour.open("bomb-fork", 1, SMALL)) {
      assertThat(bomb.explode(new Timed(), Metrics.SPAWNED)).isPositive();
      assertThat(bomb.counter("peak")).isEqualTo(8);
      assertThat(bomb.bounds()).contains("itself", "RLIMIT_NPROC", "watchdog");
    }
    assertThat(processesNamedAfter(ProcessHandle.current().pid())).isEmpty();
  }

  @Test
  void aimsAtNothingThatTheRunDidNotMake() {
    System.setProperty(BARE, "true");
    Map<String, ?> elsewhere = Map.of("target", "192.0.2.1", "port", 9);
    assertThatThrownBy(() -> Neighbour.open("bomb-udp", 1, elsewhere))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("target=192.0.2.1: neither loopback nor");
    System.setProperty(TARGETS, "192.0.2.2,192.0.2.1");
    Udp known = new Udp();
    known.datagrams = 1;
    known.target = "192.0.2.1";
    assertThatThrownBy(() -> Neighbour.open("bomb-udp", 1, known.limits()))
        .hasMessageContaining("port: needed");
  }

  @Test
  @Tag("full")
  void dyingJvmTakesItsBombAlong() throws Exception {
    for (int millis : new int[] {0, 40, 300}) {
      Process jvm =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-D" + BARE + "=true",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LongExplosion.class.getName())
              .inheritIO()
              .start();
      while (jvm.isAlive() && processesNamedAfter(jvm.pid()).size() < 2) {
        Thread.sleep(5);
      }
      assertThat(jvm.isAlive()).isTrue();
      Thread.sleep(millis);
      jvm.destroyForcibly().waitFor();
      for (int i = 0; i < 500 && !processesNamedAfter(jvm.pid()).isEmpty(); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(processesNamedAfter(jvm.pid())).isEmpty();
    }
  }

  /** Processes of the bombs of a JVM, zombies left out. */
  private static List<String> processesNamedAfter(long jvm) {
    ProcFiles files = ProcFiles.system();
    return files.names("proc").stream()
        .filter(name -> Character.isDigit(name.charAt(0)))
        .flatMap(pid -> files.line("proc/" + pid + "/stat").stream())
        .filter(stat -> stat.matches(".*\\(bomb(dog)?-" + jvm + "\\) [^Z].*"))
        .toList();
  }

  /** A JVM that is to be killed while its bomb goes off. */
  static final class LongExplosion {
    private LongExplosion() {}

    public static void main(String[] args) {
      try (Neighbour bomb = Neighbour.open("bomb-fork", 20, SMALL)) {
        bomb.explode(new Timed(), Metrics.SPAWNED);
      }
    }
  }
}
