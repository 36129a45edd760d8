package dev.tare.facts;

import dev.tare.probe.Probe;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which code runs: the C library, this jar and its native probes, by hash. */
final class CodeFacts {
  private static final Pattern LIBC =
      Pattern.compile(
          "(?m)\\s(/\\S*/(?:libc\\.so\\.6|libc-2\\.\\d+\\.so|ld-musl-\\S+|libc\\.musl-\\S+))$");
  private static final Pattern GLIBC =
      Pattern.compile(
          "GNU C Library \\(([^)]*)\\) (?:stable|development) release version ([0-9.]+[0-9])");

  private CodeFacts() {}

  static void read(ProcFiles files, FactSheet sheet) {
    // Mapped into this process, so it is the one that the probes run with.
    Matcher mapped = LIBC.matcher(files.text("proc/self/maps").orElse(""));
    if (mapped.find()) {
      String path = mapped.group(1);
      boolean musl = path.contains("musl");
      sheet.put("libc.name", musl ? "musl" : "glibc");
      bytes(files.root().resolve(path.substring(1)))
          .ifPresent(
              library -> {
                sheet.put("libc.version", glibcVersion(library));
                sheet.put("libc.buildId", ElfNote.buildId(library));
              });
    }
    sheet.put("tare.version", CodeFacts.class.getPackage().getImplementationVersion());
    sheet.put("tare.jarSha256", jar().flatMap(CodeFacts::sha256));
    sheet.put("tare.probesBuildId", probes().flatMap(ElfNote::buildId));
  }

  /**
   * Reads it from the banner that the library prints when it is run: {@code 2.36 (Debian GLIBC
   * 2.36-9)}.
   */
  static Optional<String> glibcVersion(byte[] library) {
    Matcher banner = GLIBC.matcher(new String(library, StandardCharsets.ISO_8859_1));
    return banner.find()
        ? Optional.of(banner.group(2) + " (" + banner.group(1) + ")")
        : Optional.empty();
  }

  /** The jar that is running; absent where classes come from a folder. */
  private static Optional<Path> jar() {
    CodeSource source = CodeFacts.class.getProtectionDomain().getCodeSource();
    try {
      return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<String> sha256(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return Optional.of(Sha256.hex(content));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> probes() {
    try (InputStream library = Probe.class.getResourceAsStream(probesResource())) {
      return library == null ? Optional.empty() : Optional.of(library.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String probesResource() {
    String arch = System.getProperty("os.arch");
    return "/linux-" + (arch.equals("amd64") ? "x86-64" : arch) + "/libtareprobes.so";
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
