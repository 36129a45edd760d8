package dev.tare.cli;

import dev.tare.experiment.OwnJar;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import dev.tare.userland.GuestImages;
import dev.tare.userland.OciImage;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds the guest file system, or says where it is. */
@Command(
    name = "userland",
    description = {
      "Builds the guest file system that every environment runs, once, and says where" + " it is.",
      "",
      "With it comes what guests boot: a kernel, and it all as a disk with container"
          + " engines. It holds this host's JDK with the libraries that it needs, a static"
          + " shell and an ssh server, and nothing else. It is kept by the hash of what went"
          + " into it, in $XDG_CACHE_HOME/tare or ~/.cache/tare; the experiments build it by"
          + " themselves when it is not there.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar userland",
      "  java -jar target/benchmarks.jar userland --rebuild",
      "  java -jar target/benchmarks.jar userland --list",
      "  java -jar target/benchmarks.jar userland --image tare.tar",
      "",
      "Exit: 0 done; 2 usage; 5 it cannot be built, or it could not be written.",
    })
final class UserlandCommand extends Verb {
  private static final double MB = 1e6;

  @Option(
      names = "--rebuild",
      description = "build it anew; nothing may be running from the one that is there")
  private boolean rebuild;

  @Option(
      names = "--containers-only",
      description = "without the kernel and the disk that guests boot")
  private boolean containersOnly;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description =
          "write it and this jar as an image, for docker load or podman load, named tare and"
              + " tare:VERSION and started as docker run --rm tare quick")
  private Path image;

  @Option(names = "--list", description = "print the paths that are in it, and nothing else")
  private boolean list;

  @Override
  public Integer call() throws IOException {
    TypedOptions typed = TypedOptions.of(spec);
    if (image != null) {
      typed.refuse("with --image, which is for containers", "--list", "--containers-only");
    }
    if (list) {
      typed.refuse("with --list, which prints paths only", "--containers-only");
    }
    PrintWriter out = out();
    Optional<Userland> cached = rebuild ? Optional.empty() : Userland.cached();
    try {
      Userland userland = cached.isPresent() ? cached.get() : made();
      if (image != null) {
        String tag = "tare:" + Tare.version();
        OciImage.write(image, userland, OwnJar.running().path(), tag);
        out.printf("%s: tare, %s, %.0f MB%n", image, tag, Files.size(image) / MB);
      } else if (list) {
        out.print(Files.readString(userland.rootfs().resolve(Userland.FILES_FILE)));
      } else {
        out.print(text(userland, cached.isPresent()));
        out.flush();
        if (!containersOnly) {
          GuestImages.build(userland, Environments.steps(err()));
          out.print(guest(userland));
        }
      }
      out.flush();
      return ExitCode.DONE;
    } catch (LaunchException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private Userland made() throws IOException {
    return rebuild
        ? Userland.rebuilt(Environments.steps(err()))
        : Userland.built(Environments.steps(err()));
  }

  private static String text(Userland userland, boolean cached) throws IOException {
    Path root = userland.rootfs();
    return String.format(
        Locale.ROOT,
        """
        userland  %s%s
        folder    %s
        size      %.0f MB in %d files; as a tar %.0f MB
        JDK       %s, %.0f MB
        shell     %s
        ssh       %s
        """,
        userland.hash(),
        cached ? " (as built before)" : "",
        userland.images(),
        bytes(root) / MB,
        Files.readAllLines(root.resolve(Userland.FILES_FILE)).size(),
        Files.size(userland.image()) / MB,
        version(root.resolve("opt/java/release")),
        bytes(root.resolve("opt/java")) / MB,
        "busybox, static",
        userland.hasSshServer() ? "dropbear" : "none: no guest can be made of it");
  }

  private static String guest(Userland userland) throws IOException {
    return String.format(
        Locale.ROOT,
        "guest     %s%n",
        String.join(", ", Files.readAllLines(userland.images().resolve(Places.GUEST))));
  }

  private static String version(Path release) throws IOException {
    try (Stream<String> lines = Files.lines(release)) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .findFirst()
          .map(line -> line.replaceAll("^.*=|\"", ""))
          .orElse("of unknown version");
    }
  }

  private static double bytes(Path folder) throws IOException {
    double sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        sum += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
      }
    }
    return sum;
  }
}
