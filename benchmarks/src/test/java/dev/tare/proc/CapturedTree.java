package dev.tare.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of /proc and /sys of some system, kept as one text: a header before each file as {@code
 * tail -n +1 FILE...} prints it, {@code ==> proc/stat <==}, or {@code ==> path -> target <==} for a
 * symbolic link. A zero byte is written {@code \0}.
 *
 * <p>firecracker.txt, and runc, crun, runsc, nspawn and bwrap.txt, were captured and cleared of
 * names; the others are put together after the same files of systems of their kind, cut down to
 * what is read.
 */
public final class CapturedTree {
  private static final Pattern HEADER = Pattern.compile("==> (\\S+?)(?: -> (\\S+))? <==");

  private CapturedTree() {}

  /** Unpacks captured/NAME.txt into FOLDER/NAME. */
  public static ProcFiles unpack(String name, Path folder) {
    Path root = folder.resolve(name);
    if (Files.exists(root)) {
      return new ProcFiles(root);
    }
    try (InputStream in = CapturedTree.class.getResourceAsStream("/captured/" + name + ".txt")) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      Path file = null;
      StringBuilder text = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
          write(file, text);
          file = begin(root.resolve(header.group(1)), header.group(2));
        } else {
          text.append(line.replace("\\0", "\0")).append('\n');
        }
      }
      write(file, text);
      return new ProcFiles(root);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** Writes one file of a tree, or replaces it. */
  public static void put(ProcFiles files, String path, String text) {
    try {
      Path file = files.root().resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static Path begin(Path file, String target) throws IOException {
    Files.createDirectories(file.getParent());
    if (target == null) {
      return file;
    }
    Files.createSymbolicLink(file, Path.of(target));
    return null;
  }

  private static void write(Path file, StringBuilder text) throws IOException {
    if (file != null) {
      Files.writeString(file, text.toString());
    }
    text.setLength(0);
  }
}
