package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With what QEMU says of a move that never comes to its end, by a shell. */
class GuestMoveTest {
  private static final String QEMU =
      """
      printf '%s\\n' '{"QMP": {}}'
      migration='{"status": "active", "ram": {"transferred": 7, "total": 9, "dirty-sync-count": 2}}'
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
  }

  @Test
  void whatNeverFetchesTheRestFails() throws IOException {
    GuestMove move = move(true);
    assertThatThrownBy(move::made)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("has not fetched the rest");
  }

  private GuestMove move(boolean postCopy) throws IOException {
    RunningQemu source = qemu();
    source.greet();
    MovePlan plan = new MovePlan(false, postCopy, OptionalLong.empty(), 300, Duration.ofMillis(1));
    return new GuestMove(source, qemu(), plan, "/no/socket");
  }

  private RunningQemu qemu() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", QEMU).start();
    started.add(process);
    return new RunningQemu(process);
  }
}
