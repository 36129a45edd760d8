package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The userland of the JDK that runs the tests. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class UserlandTest {
  private static final HostJdk JDK = new HostJdk(Path.of(System.getProperty("java.home")));

  private static final Duration PATIENCE = Environment.PATIENCE;

  @TempDir private static Path cache;
  private static Userland userland;
  private static final List<String> STEPS = new ArrayList<>();

  private static UserlandCache cache() {
    return new UserlandCache(cache, JDK);
  }

  @BeforeAll
  static void build() throws IOException {
    userland = cache().built(STEPS::add);
  }

  private static Host host() {
    return new Host(userland.places(cache, cache, cache));
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> !file.equals(root))
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void itsJavaRunsOnTheHost() throws Exception {
    assertThat(host().run(Command.of(userland.java().toString(), "-version"), PATIENCE).err())
        .contains(System.getProperty("java.version"));
  }

  @Test
  void itsProgramsRunInside(@TempDir Path copy) throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "chroot needs root");
    Assumptions.assumeTrue(userland.hasSshServer(), "no dropbear could be had");
    // Whoever runs inside writes: into a copy.
    host().ran(Command.of("tar", "-xf", userland.image().toString(), "-C", copy.toString()));
    String mounted = "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" \"$@\"";
    Command inside = Command.of("unshare", "-m", "sh", "-c", mounted, copy.toString());
    assertThat(
            host().run(inside.and(Places.USERLAND_JAVA, "-Xshare:on", "-version"), PATIENCE).err())
        .contains(System.getProperty("java.version"), "sharing");
    assertThat(host().run(inside.and("/usr/sbin/dropbear", "-V"), PATIENCE).err())
        .contains("Dropbear");
    String told = "cd /; id -un; tar --help 2>/dev/null; cat " + Userland.HASH_FILE;
    assertThat(host().ran(inside.and("/bin/sh", "-c", told)))
        .isEqualTo("root\n" + userland.hash() + "\n");
  }

  @Test
  void theManifestIsWhatIsThere() throws Exception {
    Path root = userland.rootfs();
    assertThat(Files.readAllLines(root.resolve(Userland.FILES_FILE)).stream().sorted())
        .containsExactlyElementsOf(files(root));
    long regular =
        files(root).stream()
            .filter(file -> Files.isRegularFile(root.resolve(file), LinkOption.NOFOLLOW_LINKS))
            .count();
    assertThat(Files.readAllLines(root.resolve(Userland.SUMS_FILE))).hasSize((int) regular - 1);
    SameFiles.assertIn(host(), userland);
  }

  @Test
  void theTarHoldsTheSameFilesOwnedByRoot(@TempDir Path unpacked) throws Exception {
    String tar = userland.image().toString();
    host().ran(Command.of("tar", "-xf", tar, "-C", unpacked.toString()));
    assertThat(files(unpacked)).isEqualTo(files(userland.rootfs()));
    host()
        .ran(
            Command.of(
                "diff",
                "-r",
                "--no-dereference",
                unpacked.toString(),
                userland.rootfs().toString()));
    assertThat(host().ran(Command.of("tar", "--numeric-owner", "-tvf", tar)).lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(" 0/0 "));
  }

  @Test
  void aSecondTimeItIsFoundAtOnce() throws Exception {
    List<String> steps = new ArrayList<>();
    assertThat(cache().cached()).contains(userland);
    assertThat(cache().built(steps::add)).isEqualTo(userland);
    assertThat(steps).isEmpty();
  }

  /** Only the archive of classes differs: the JVM writes the addresses of one run into it. */
  @Test
  void twoBuildersMakeOneAndTheSameInputsTheSameFiles(@TempDir Path other) throws Exception {
    lend(other);
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Userland> first = CompletableFuture.supplyAsync(() -> in(other, steps));
    CompletableFuture<Userland> second = CompletableFuture.supplyAsync(() -> in(other, steps));
    assertThat(first.get()).isEqualTo(second.get());
    assertThat(steps.stream().filter(step -> step.equals("packing it"))).hasSize(1);
    assertThat(first.get().hash()).isEqualTo(userland.hash());
    assertThat(sums(first.get())).isEqualTo(sums(userland));
  }

  private static void lend(Path other) throws IOException {
    Path debs = cache.resolve("debs");
    if (Files.isDirectory(debs)) {
      host().ran(Command.of("cp", "-r", debs.toString(), other.toString()));
    }
  }

  private static List<String> sums(Userland of) throws IOException {
    try (Stream<String> lines = Files.lines(of.rootfs().resolve(Userland.SUMS_FILE))) {
      return lines.filter(line -> !line.endsWith(".jsa")).toList();
    }
  }

  @Test
  void whatAKilledBuildLeftIsGoneAfterTheNext() throws Exception {
    Path half = Files.createDirectories(cache.resolve("half-killed/rootfs/etc"));
    Files.createSymbolicLink(half.resolve("passwd"), Path.of("/etc/passwd"));
    forget();
    cache().built(STEPS::add);
    assertThat(cache.resolve("half-killed")).doesNotExist();
    assertThat(Path.of("/etc/passwd")).exists();
    assertThat(cache().cached()).contains(userland);
  }

  private static void forget() throws IOException {
    try (Stream<Path> all = Files.list(cache)) {
      for (Path file :
          all.filter(one -> one.getFileName().toString().startsWith("known-")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Userland in(Path other, List<String> steps) {
    try {
      return new UserlandCache(other, JDK).built(steps::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFullDiskIsOneLineWithTheRemedy(@TempDir Path other) throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "mounting needs root");
    host().ran(Command.of("mount", "-t", "tmpfs", "-o", "size=20m", "none", other.toString()));
    try {
      lend(other);
      assertThatThrownBy(() -> new UserlandCache(other, JDK).built(STEPS::add))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("XDG_CACHE_HOME")
          .hasMessageNotContaining("\n");
    } finally {
      host().ran(Command.of("umount", other.toString()));
    }
  }
}
