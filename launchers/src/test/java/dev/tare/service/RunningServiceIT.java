package dev.tare.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every server for real, on this host: as Debian has it, from its pack. */
@Tag("full")
class RunningServiceIT {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private Environment host;
  private int port;

  static List<Service> services() {
    return Services.all();
  }

  @BeforeEach
  void aPortThatIsFree() throws IOException {
    host = new Host(new Places("", "", "", folder.toString(), folder + "/data", ""));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      port = socket.getLocalPort();
    }
  }

  private Pack shipped(Service service) throws IOException {
    Pack pack = Pack.built(service.name(), said::add);
    for (String file : pack.files().keySet()) {
      Path target = folder.resolve(Pack.SHIPPED).resolve(pack.name()).resolve(file);
      Files.createDirectories(target.getParent());
      if (!Files.exists(target)) {
        Files.copy(pack.folder().resolve(file), target);
      }
    }
    return pack;
  }

  private RunningService start(Service service, List<Pack> packs) throws IOException {
    return RunningService.start(
        host, service, packs, LOOPBACK, port, List.of(), LOOPBACK, said::add);
  }

  @ParameterizedTest
  @MethodSource("services")
  void itAnswersWithThePacksVersionAndLeavesNothingWhenItIsAsked(Service service) throws Exception {
    Pack pack = shipped(service);
    try (RunningService running = start(service, List.of(pack))) {
      assertThat(RunningService.isOf(pack, running.version())).as(running.version()).isTrue();
      assertThat(running.configuration()).contains(service.program());
      assertThat(running.configuration() + said).contains(String.valueOf(port));
      assertThat(running.isAlive()).isTrue();
      assertThatThrownBy(() -> start(service, List.of(pack)))
          .isInstanceOf(LaunchException.class)
          .hasMessage(
              "no "
                  + service.name()
                  + " is started: another one answers at 127.0.0.1 port "
                  + port);
    }
    assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(IOException.class);
    assertThat(children(service)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void oneThatDiesOrIsOfAnotherVersionIsOneLine(Service service) throws Exception {
    Pack pack = shipped(service);
    Pack other =
        new Pack(
            pack.name(),
            pack.hash(),
            new TreeMap<>(java.util.Map.of(service.name(), "0.0.1-1")),
            pack.files(),
            pack.folder());
    assertThatThrownBy(() -> start(service, List.of(other)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("and not the pack's: " + service.name() + " 0.0.1-1");
    assertThat(children(service)).isEmpty();
    try (RunningService running = start(service, List.of(pack))) {
      children(service).forEach(ProcessHandle::destroyForcibly);
      running.end().get(5, TimeUnit.MINUTES);
      assertThat(running.isAlive()).isFalse();
      assertThat(running.ended()).startsWith(service.name() + " ended with 137: ");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void aPortThatSomethingElseHasIsOneLine(Service service) throws Exception {
    Pack pack = shipped(service);
    try (ServerSocket other = new ServerSocket(port, 50, InetAddress.getByName(LOOPBACK))) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> start(service, List.of(pack)))
          .isInstanceOf(LaunchException.class)
          .hasMessageStartingWith(service.name() + " ended with ")
          .hasMessageMatching("(?i).*\\b(address|port|listen|bind)\\b.*")
          .hasMessageNotContaining("\n");
    }
    assertThat(children(service)).isEmpty();
  }

  @Test
  void oneThatListensWhereNothingLeadsToItIsSaidSoonWithTheRemedy() throws Exception {
    Service memcached = Services.named("memcached").orElseThrow();
    List<Pack> packs = List.of(shipped(memcached));
    assertThatThrownBy(
            () ->
                RunningService.start(
                    host, memcached, packs, LOOPBACK, port, List.of(), "127.0.0.2", said::add))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith(
            "memcached listens, but no way leads from here to 127.0.0.2 port " + port)
        .hasMessageContaining("network=nat");
    assertThat(children(memcached)).isEmpty();
  }

  @Test
  void aDataDiskThatIsFullIsOneLineAndLeavesNothing() throws Exception {
    assumeThat(System.getProperty("user.name")).as("a small disk takes root").isEqualTo("root");
    MariaDb mariadb = new MariaDb(0);
    Pack pack = shipped(mariadb);
    Path data = Files.createDirectory(folder.resolve("data"));
    host.ran(Command.of("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", data.toString()));
    try {
      assertThatThrownBy(() -> start(mariadb, List.of(pack)))
          .isInstanceOf(LaunchException.class)
          .hasMessageStartingWith("mariadb: its data cannot be made ready in " + data)
          .hasMessageContaining("error 28")
          .hasMessageNotContaining("\n");
      assertThat(children(mariadb)).isEmpty();
    } finally {
      host.ran(Command.of("umount", data.toString()));
    }
  }

  /** Of this test: by the folder that they were started from. */
  private List<ProcessHandle> children(Service service) {
    String program = folder + "/" + Pack.SHIPPED + "/" + service.name() + "/" + service.program();
    return ProcessHandle.allProcesses()
        .filter(one -> one.info().command().filter(program::equals).isPresent())
        .toList();
  }
}
