package dev.tare.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds a folder that is writable and from which code may be mapped, and puts the native library
 * there for as long as it takes to load it. JNA's own library is sent to the same folder, since its
 * choice (the home folder's cache) may be read-only or noexec.
 */
final class LibraryFile {
  private static final String NAME = "libtareprobes.so";
  private static final String NOEXEC = "noexec";

  private LibraryFile() {}

  /** The library as a file of its own; {@link #forget} it once it is loaded. */
  static Path extracted() {
    refuseMusl();
    String resource = "/" + platform() + "/" + NAME;
    List<String> tried = new ArrayList<>();
    for (Path folder : candidates()) {
      try (InputStream library = LibraryFile.class.getResourceAsStream(resource)) {
        if (library == null) {
          throw new ProbeException(
              "this jar holds no probes for " + platform() + ": build it on that machine", 0);
        }
        String obstacle = obstacle(folder);
        Path file = obstacle.isEmpty() ? written(folder, library) : null;
        if (file == null || !isLoaded(file)) {
          tried.add(folder + " (" + (file == null ? obstacle : NOEXEC) + ")");
          continue;
        }
        System.setProperty("jna.tmpdir", folder.toString());
        System.setProperty("jna.nosys", "true");
        return file;
      } catch (IOException e) {
        // Without the file's name, which is another each time: what fails alike is said once.
        String why =
            e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
        String kind = e.getClass().getSimpleName();
        tried.add(folder + " (" + (why == null ? kind : kind + ": " + why) + ")");
      }
    }
    throw new ProbeException(
        "no folder takes the native library: " + String.join(", ", tried) + "; " + remedy(), 0);
  }

  /**
   * Takes what there is: in a container whose root is read-only no folder can be named that is not
   * given to it.
   */
  private static String remedy() {
    boolean container =
        Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    return container && !Files.isWritable(Path.of("/"))
        ? "start the container with --tmpfs /tmp:exec, or with -v DIR:/tmp"
        : "name one that is writable and not noexec with -Dtare.native.dir=DIR";
  }

  private static String obstacle(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "is not there";
    }
    return Files.isWritable(folder) ? "" : "not writable";
  }

  /**
   * Tells whether the file may be mapped as code; JNA's own library, which comes first, says it
   * badly.
   */
  private static boolean isLoaded(Path file) {
    boolean loaded = false;
    try {
      System.load(file.toString());
      loaded = true;
    } catch (UnsatisfiedLinkError e) {
      if (!isNoexec(e.getMessage())) {
        throw e;
      }
    } finally {
      if (!loaded) {
        forget(file);
      }
    }
    return loaded;
  }

  private static boolean isNoexec(String said) {
    return said.contains("failed to map segment") || said.contains("Operation not permitted");
  }

  private static Path written(Path folder, InputStream library) throws IOException {
    Path file = Files.createTempFile(folder, "tareprobes", ".so");
    try {
      Files.write(file, library.readAllBytes());
      return file;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Removes the file; a library that is loaded stays loaded. */
  static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /** One line for a library that was found and did not load. */
  static String diagnosis(UnsatisfiedLinkError e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (said.contains("GLIBC_")) {
      return "the C library here is too old, glibc 2.28 or newer is needed: " + said;
    }
    if (isNoexec(said)) {
      return "the folder for native libraries is noexec; name another with -Dtare.native.dir=DIR: "
          + said;
    }
    return "the native probes do not load: " + said;
  }

  /** Returns the name of this platform as JNA spells it. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return os + "-" + (arch.equals("amd64") ? "x86-64" : arch);
  }

  /** Tells whether a file of such a name is mapped into this process. */
  static boolean maps(String part) {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.anyMatch(line -> line.contains(part));
    } catch (IOException e) {
      return false;
    }
  }

  private static void refuseMusl() {
    if (maps("ld-musl-")) {
      throw new ProbeException(
          "this system's C library is musl, the probes need glibc 2.28 or newer: use a JDK on a"
              + " glibc system such as Debian",
          0);
    }
  }

  private static List<Path> candidates() {
    List<Path> folders = new ArrayList<>();
    addIfSet(folders, System.getProperty("tare.native.dir"), "");
    if (folders.isEmpty()) {
      addIfSet(folders, System.getenv("XDG_RUNTIME_DIR"), "");
      addIfSet(folders, System.getProperty("java.io.tmpdir"), "");
      addIfSet(folders, System.getenv("XDG_CACHE_HOME"), "");
      addIfSet(folders, System.getProperty("user.home"), ".cache");
      addIfSet(folders, "/var/tmp", "");
      addIfSet(folders, "/dev/shm", "");
      addIfSet(folders, System.getProperty("user.dir"), "");
    }
    return folders;
  }

  private static void addIfSet(List<Path> folders, String folder, String below) {
    if (folder != null && !folder.isEmpty()) {
      folders.add(Path.of(folder, below).toAbsolutePath());
    }
  }
}
