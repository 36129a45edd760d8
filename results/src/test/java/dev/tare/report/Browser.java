package dev.tare.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real headless Chromium, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on .*:(\\d+)/");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int id;

  Browser(Path profile) throws Exception {
    Path log = profile.resolveSibling("chromium.log");
    process =
        new ProcessBuilder(
                command().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1440,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile())
            .start();
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest tab =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port(log) + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String opened = http.send(tab, HttpResponse.BodyHandlers.ofString()).body();
    URI page = URI.create(JSON.readTree(opened).get("webSocketDebuggerUrl").asText());
    socket = http.newWebSocketBuilder().buildAsync(page, new Listener()).join();
    for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Where Chromium is; empty where it is not installed. */
  static Optional<Path> command() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(n -> Path.of(folder, n)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a file and waits until every chart is drawn. */
  void open(Path file) throws Exception {
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    long until = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (evaluate("document.documentElement?.dataset.drawn || ''").asText().isEmpty()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("nothing drawn; the page says: " + complaints);
      }
      Thread.sleep(50);
    }
  }

  /** Opens a file, and tells how much CPU time the page took, ms: other work makes it no slower. */
  long openedMs(Path file) throws Exception {
    call("Performance.enable", Map.of("timeDomain", "threadTicks"));
    open(file);
    for (JsonNode metric : call("Performance.getMetrics", Map.of()).path("metrics")) {
      if (metric.path("name").asText().equals("TaskDuration")) {
        return Math.round(1e3 * metric.path("value").asDouble());
      }
    }
    throw new AssertionError("no CPU time of the page");
  }

  /** The value of an expression in the page. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  JsonNode call(String method, Map<String, Object> params) throws Exception {
    int own = ++id;
    String text = JSON.writeValueAsString(Map.of("id", own, "method", method, "params", params));
    socket.sendText(text, true).join();
    while (true) {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError(method + ": no answer");
      }
      if (message.path("id").asInt() == own) {
        return message.path("result");
      }
      note(message);
    }
  }

  /** What the page wrote to its console, threw, or violated. */
  List<String> complaints() {
    return complaints;
  }

  /** What the page asked for over any network. */
  List<String> requests() {
    return requests;
  }

  private void note(JsonNode message) {
    switch (message.path("method").asText()) {
      case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
          complaints.add(message.path("params").toString());
      case "Network.requestWillBeSent" -> {
        String url = message.at("/params/request/url").asText();
        if (!url.startsWith("file:") && !url.startsWith("data:")) {
          requests.add(url);
        }
      }
      default -> {}
    }
  }

  private static String port(Path log) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (System.nanoTime() < until) {
      Matcher said = LISTENING.matcher(Files.readString(log));
      if (said.find()) {
        return said.group(1);
      }
      Thread.sleep(20);
    }
    throw new IOException("Chromium did not start: " + Files.readString(log));
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        try {
          messages.add(JSON.readTree(parts.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
