package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Once;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.probe.TimedCommand;
import dev.tare.proc.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How long does it take to upgrade a system whose files lie in an image, or to install a kernel in
 * it?
 *
 * <p>One {@code dpkg --unpack} into the root of the environment (Chaufournier 2016, Table 5). With
 * {@code work=upgrade} of a package of all that the userland has below /usr and /opt, which
 * replaces each of these files: dpkg keeps the old one by a link until the new one is in its place,
 * and for that an overlay copies it up first, while a disk above another one does not. With {@code
 * work=kernel} of Debian's kernel for clouds: new files, which nothing lies below. dpkg syncs what
 * it writes. Expect a container slower by what its engine's storage does for the upgrade, and as
 * fast for the kernel.
 *
 * <p>It takes an environment that is made of the userland and thrown away: docker, podman, lxc, an
 * OCI runtime, kvm. The host's own root is never touched. A root in an overlay is upgraded once,
 * since what was copied up stays.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --env docker --env kvm --benchmarks app.Upgrade}
 */
@TakesAbout(preparing = 5, invocation = 5)
@Once
@NeedsPack("upgrade")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Upgrade extends ProgramBenchmark {
  private static final String PACK = "upgrade";
  private static final String KERNEL = "debs/linux-image-cloud-amd64.deb";
  private static final String NAME = "tare-userland";
  private static final Path FILES = Path.of("/usr/share/tare/files");
  private static final Path ADMIN = Path.of("/var/lib/dpkg");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long BYTES = 512L << 20;
  private static final String STATUS =
      """
      Package: %s
      Status: install ok installed
      Architecture: all
      Maintainer: nobody
      Version: %d
      Description: the userland

      """;

  @Param("upgrade")
  @Takes("upgrade|kernel")
  public String work;

  private Software pack;
  private WorkFolder folder;

  @Override
  protected TimedCommand open() throws IOException {
    if (!Files.exists(FILES)) {
      throw new IllegalStateException(
          "app.Upgrade replaces the files of a root that is thrown away: docker, lxc or kvm, never"
              + " the host's own");
    }
    pack = Software.of(PACK);
    folder = WorkFolder.make(BYTES);
    boolean upgrade = work.equals("upgrade");
    if (upgrade) {
      once();
    }
    begin();
    String file = upgrade ? packed() : pack.file(KERNEL).toString();
    String dpkg = pack.program("usr/bin/dpkg").toString();
    List<String> words = List.of(dpkg, "--force-all", "--unpack", file);
    return command("dpkg --unpack", Duration.ofSeconds(timeout), words);
  }

  /** Refuses a second upgrade: what was copied up stays there, so it would be of no lower layer. */
  private static void once() throws IOException {
    Path mark = ADMIN.resolve("upgraded");
    if (Files.exists(mark) && Files.getFileStore(Path.of("/")).type().equals("overlay")) {
      throw new IllegalStateException(
          "the root has been upgraded already: make the environment anew for each fork");
    }
    Files.createDirectories(ADMIN);
    Files.writeString(mark, "");
  }

  /** Writes what dpkg would know of an earlier version. */
  private static void begin() throws IOException {
    Files.createDirectories(ADMIN.resolve("updates"));
    Files.createDirectories(ADMIN.resolve("info"));
    Files.writeString(ADMIN.resolve("status"), STATUS.formatted(NAME, 1));
    Files.write(
        ADMIN.resolve("info").resolve(NAME + ".list"),
        replaced().stream().map(path -> "/" + path).toList());
  }

  /** Returns what the image has there: an engine may have mounted more. */
  private static List<String> replaced() throws IOException {
    return Files.readAllLines(FILES).stream()
        .filter(path -> path.startsWith("usr/") || path.startsWith("opt/"))
        .toList();
  }

  /** Makes the next version of it; the file. */
  private String packed() throws IOException {
    Path tree = folder.file("tree");
    Files.createDirectories(tree.resolve("DEBIAN"));
    Path list = Files.write(folder.file("list"), replaced());
    String tar = pack.program("bin/tar").toString();
    List<String> arguments = List.of(tar, list.toString(), tree.toString());
    runOnce("tar", ShellText.words(Upgrade.class, "copy", arguments).toArray(String[]::new));
    Files.writeString(
        tree.resolve("DEBIAN/control"),
        STATUS.formatted(NAME, 2).replaceFirst("Status: .*\n", "").strip() + "\n");
    String file = folder.file("userland.deb").toString();
    String build = pack.program("usr/bin/dpkg-deb").toString();
    runOnce("dpkg-deb", build, "-Zgzip", "-b", tree.toString(), file);
    return file;
  }

  private TimedCommand command(String name, Duration limit, List<String> words) {
    Path tools = pack.program("usr/bin/dpkg").getParent();
    Map<String, String> variables = new HashMap<>(pack.variables());
    variables.put(
        "PATH", tools + ":" + tools.resolve("../../bin").normalize() + ":" + System.getenv("PATH"));
    return TimedCommand.open(
        new TimedCommand.Asked(name, words, variables, limit, "-p timeout=SECONDS"));
  }

  private void runOnce(String name, String... words) {
    try (TimedCommand one = command(name, PATIENCE, List.of(words))) {
      one.run(false);
    }
  }

  /** Measures one upgrade; returns its exit code. */
  @Benchmark
  public int unpack() throws IOException {
    return run();
  }

  /** Removes what was installed, so that a guest that is kept can install it once more. */
  @Override
  protected void closed() throws IOException {
    if (folder == null) {
      return;
    }
    folder.close();
    try (Stream<Path> lists = Files.list(ADMIN.resolve("info"))) {
      for (Path list : lists.filter(Upgrade::isKernels).toList()) {
        for (String line : Files.readAllLines(list)) {
          Path file = Path.of(line);
          if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static boolean isKernels(Path list) {
    String name = list.getFileName().toString();
    return name.startsWith("linux-image-") && name.endsWith(".list");
  }
}
