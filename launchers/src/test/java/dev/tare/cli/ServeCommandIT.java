package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.probe.Probe;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verb serve as a user meets it: a process, a line, a signal. */
class ServeCommandIT {
  private static final long MOST_SECONDS = 180;

  @TempDir Path folder;
  private Process server;

  @AfterEach
  void end() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  /** Starts a server and waits for its one line. */
  private int serve(String... args) throws Exception {
    return serveAt("127.0.0.1", args);
  }

  private int serveAt(String address, String... args) throws Exception {
    server = new Jar(folder).interruptible().start(args);
    Path out = folder.resolve("stdout");
    for (long i = 0; i < MOST_SECONDS * 20 && server.isAlive(); i++) {
      String line = Files.readString(out);
      if (line.endsWith("\n")) {
        assertThat(line).matches("listening on " + Pattern.quote(address) + " port [0-9]+\n");
        return Integer.parseInt(line.replaceAll("\\D+$", "").replaceAll(".* ", ""));
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no line: " + Files.readString(folder.resolve("stderr")));
  }

  private static void exchange(int port) {
    exchange("127.0.0.1", port);
  }

  private static void exchange(String host, int port) {
    for (String name : List.of("tcp-rr", "udp-rr", "tcp-crr")) {
      try (Probe client = Probe.open(name, Map.of("host", host, "port", port, "cpus", "none"))) {
        assertThat(client.batch(10)).isEqualTo(10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void servesUntilTheSignalAndExitsZero(String signal) throws Exception {
    exchange(serve("serve", "--port", "0"));

    Jar.signal(signal, List.of(server.toHandle()));

    assertThat(server.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("stderr")).isEmptyFile();
  }

  /** From when the program itself runs: earlier it is the JVM that is told. */
  @Test
  void toldWhileItStartsItEndsAsWhenItServes() throws Exception {
    server = new Jar(folder).jvm("-Xlog:class+load:stdout").start("serve", "--port", "0");
    Path out = folder.resolve("stdout");
    Jar.await(server, () -> Files.readString(out).contains("dev.tare.cli.ServeCommand "));
    server.destroy();

    assertThat(server.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("stderr")).isEmptyFile();
  }

  @Test
  void serverOfARunEndsWithItsStandardInput() throws Exception {
    exchange(serve("serve", "--port", "0", "--owner", "run:1:1:00000000"));
    server.getOutputStream().close();

    assertThat(server.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=99999", "--port=-1", "--port=0 --cpu=4095", "--port=0 --cpu=-2"})
  void whatIsOutOfRangeIsUsage(String options) {
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(List.of(options.split(" ")));
    Jar.Ended refused = new Jar(folder).run(words.toArray(String[]::new));

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err().lines()).singleElement().asString().startsWith("tare: --");
  }

  @Test
  void allAddressesOfTheHostAreServed() throws Exception {
    int port = serveAt("0.0.0.0", "serve", "--port", "0", "--bind", "0.0.0.0");

    exchange(port);
    exchange(ownAddress(Inet4Address.class, false), port);
    assertThat(Files.readString(folder.resolve("stderr")).lines())
        .singleElement()
        .asString()
        .contains("serves whoever reaches this machine", "--bind");
  }

  @Test
  void oneAddressOfTheHostIsServedAndNoOther() throws Exception {
    String own = ownAddress(Inet4Address.class, false);
    int port = serveAt(own, "serve", "--port", "0", "--bind", own);

    exchange(own, port);
    assertThatThrownBy(() -> exchange(port)).hasMessageContaining("connection refused");
  }

  @Test
  void ipv6IsServed() throws Exception {
    String loopback = ownAddress(Inet6Address.class, true);
    int port = serveAt("::1", "serve", "--port", "0", "--bind", "::1");

    exchange(loopback, port);
    assertThatThrownBy(() -> exchange(port)).hasMessageContaining("connection refused");
  }

  @Test
  void addressOfNobodyIsOneLine() {
    Jar.Ended refused = new Jar(folder).run("serve", "--port", "0", "--bind", "192.0.2.200");

    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err().lines()).singleElement().asString().contains("192.0.2.200");
  }

  private static String ownAddress(Class<? extends InetAddress> family, boolean loopback)
      throws Exception {
    Optional<String> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(family::isInstance)
            .filter(address -> address.isLoopbackAddress() == loopback)
            .map(InetAddress::getHostAddress)
            .findFirst();
    assumeThat(own).as("an address of this host: " + family.getSimpleName()).isPresent();
    return own.orElseThrow().replaceFirst("%.*", "");
  }

  @Test
  void takenPortIsOneLine() throws Exception {
    int port = serve("serve", "--port", "0");

    Jar.Ended second =
        new Jar(Files.createDirectory(folder.resolve("second"))).run("serve", "--port", "" + port);

    assertThat(second.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(second.out()).isEmpty();
    assertThat(second.err().lines())
        .containsExactly(
            "tare: net-server: port "
                + port
                + " of 127.0.0.1 is taken; --port 0 picks a free one (errno 98)");
  }

  @Test
  void helpShowsAnExample() {
    Jar.Ended help = new Jar(folder).run("serve", "--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("serve --port 4242");
  }

  @Test
  void benchmarkMeasuresAgainstAServerElsewhereAndSaysWhere() throws Exception {
    int port = serve("serve", "--port", "0");

    Path client = Files.createDirectory(folder.resolve("client"));
    Jar.Ended run =
        new Jar(client).run(shortly("net.TcpRr", "-p", "host=127.0.0.1", "-p", "port=" + port));

    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("net: the server is 127.0.0.1 port " + port, "net: client 0 is on CPU ");
    assertThat(Files.readString(client.resolve("out.json")))
        .contains("\"cpu.server\"", "\"cpu.client\"", "\"retransmits\"");
  }

  @Test
  void refusedConnectionIsOneLine() throws Exception {
    int port = serve("serve", "--port", "0");
    server.destroyForcibly().waitFor();

    Jar.Ended run =
        new Jar(folder).run(shortly("net.UdpRr", "-p", "host=127.0.0.1", "-p", "port=" + port));

    assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("connection refused by 127.0.0.1 port " + port)
        .contains("serve --port " + port);
  }

  private static String[] shortly(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-f", "1", "-wi", "1", "-i", "1", "-w", "50ms", "-r", "100ms"));
    all.addAll(List.of("-rf", "json", "-rff", "out.json"));
    return all.toArray(String[]::new);
  }
}
