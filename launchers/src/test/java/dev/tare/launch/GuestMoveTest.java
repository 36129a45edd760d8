package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With what QEMU says of a move that never comes to its end, by a shell. */
class GuestMoveTest {
  private static final String QEMU =
      """
      printf '%s\\n' '{"QMP": {}}'
      migration='{"status": "active", "cpu-throttle-percentage": 20, "ram": {"transferred": 7, "total": 9, "dirty-sync-count": 2}}'
      while read -r line; do
          answer='{}'
          case $line in
          *migrate_cancel*) migration='{"status": "cancelled"}' ;;
          *query-migrate*) answer=$migration ;;
          *query-status*) answer='{"status": "running"}' ;;
          esac
          printf '{"return": %s}\\n' "$answer"
      done
      """;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void whatWasCalledOffSaysWhatWasSentByThen() throws IOException {
    Move move = move(false).made();
    assertThat(move.arrived()).isFalse();
    assertThat(move.bytes()).hasValue(7);
    assertThat(move.allottedBytes()).hasValue(9);
    assertThat(move.rounds()).hasValue(2);
    assertThat(move.slowed()).extracting(Move.Slowed::share).containsExactly(0.2);
  }

  @Test
  void whatNeverFetchesTheRestFails() throws IOException {
    GuestMove move = move(true);
    assertThatThrownBy(move::made)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("has not fetched the rest");
  }

  @Test
  void whatBothAreToldIsPrintedAsQemuReadsIt() throws IOException {
    List<String> lines = new ArrayList<>();
    Places places = new Places("/rootfs", "/cache", "java", "/ship", "/d", "/s");
    Move move = move(true).rehearsed(new DryHost(places, lines::add));
    assertThat(move.arrived()).isTrue();
    assertThat(lines)
        .contains(
            "echo destination: '{\"execute\":\"migrate-incoming\",\"arguments\":"
                + "{\"uri\":\"unix:/no/socket\"}}'",
            "echo source: '{\"execute\":\"migrate-start-postcopy\"}'")
        .element(0)
        .asString()
        .contains("{\"capability\":\"postcopy-ram\",\"state\":true}");
  }

  private GuestMove move(boolean postCopy) throws IOException {
    RunningQemu source = qemu();
    source.greet();
    MovePlan plan =
        new MovePlan(
            false, postCopy, OptionalLong.empty(), 300, Optional.empty(), Duration.ofMillis(1));
    return new GuestMove(source, qemu(), plan, GuestMove.Path.here("/no/socket"));
  }

  private RunningQemu qemu() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", QEMU).start();
    started.add(process);
    return new RunningQemu(process);
  }
}
