package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What QEMU 7.2 said, word for word. */
class QmpTest {
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}},"
          + " \"capabilities\": [\"oob\"]}}\r\n";

  private static InputStream says(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void greetingAndEventsAreNoAnswers() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    String event = "{\"timestamp\": {\"seconds\": 1}, \"event\": \"RESUME\"}\r\n";
    Qmp qmp =
        Qmp.open(
            says(GREETING + "{\"return\": {}}\r\n" + event + "{\"return\": [{\"a\": 3}]}\r\n"),
            told);
    assertThat(qmp.execute("query-x", Map.of()).path(0).path("a").asInt()).isEqualTo(3);
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"execute\":\"qmp_capabilities\"");
  }

  @Test
  void aRefusalIsInQemusWords() {
    assertThatThrownBy(
            () ->
                Qmp.answer(
                    "{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no such thing\"}}"))
        .isInstanceOf(LaunchException.class)
        .hasMessage("QEMU refuses: no such thing");
    assertThatThrownBy(() -> Qmp.answer("qemu: oh")).hasMessageContaining("qemu: oh");
  }

  @Test
  void anEndIsToldAndNotWaitedOut() throws Exception {
    Qmp qmp = Qmp.open(says(GREETING + "{\"return\": {}}\r\n"), new ByteArrayOutputStream());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> qmp.execute("quit", Map.of()))
          .hasMessage("QEMU has ended, so it cannot quit");
    }
  }

  @Test
  void theForwardedPortIsTheHosts() {
    String said =
        "Hub -1 (net):\r\n  Protocol[State]    FD  Source Address  Port   Dest. Address  Port"
            + " RecvQ SendQ\r\n  TCP[HOST_FORWARD]  11       127.0.0.1 42431       10.0.2.15    22"
            + "     0     0\r\n";
    assertThat(Qmp.forwardedPort(said)).hasValue(42431);
    assertThat(Qmp.forwardedPort("Hub -1 (net):\r\n")).isEmpty();
  }

  @Test
  void virtualCpusAreThreadsInTheirOrder() throws Exception {
    assertThat(
            Guest.threads(
                new ObjectMapper()
                    .readTree(
                        "[{\"thread-id\": 71, \"cpu-index\": 0},"
                            + " {\"thread-id\": 72, \"cpu-index\": 1}]")))
        .containsExactly(71L, 72L);
  }
}
