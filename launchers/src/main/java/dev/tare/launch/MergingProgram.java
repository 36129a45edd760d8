package dev.tare.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is the small static program that has the kernel merge like pages of what it becomes, and of all
 * that this starts (KSM, PR_SET_MEMORY_MERGE of Linux 6.4). It lies in the shipped folder.
 */
public final class MergingProgram {
  /** The name of an option of layers whose environments' memory can be merged. */
  public static final String OPTION = "merge";

  static final LayerOption ASKED =
      LayerOption.onOff(
          OPTION, "the host's KSM may merge like pages of its processes (default off; Linux 6.4)");

  private static final String NAME = "merging";

  private MergingProgram() {}

  /** Puts it into a folder that is shipped, where this jar holds it for this machine. */
  public static void copy(Path folder) throws IOException {
    String kind = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86-64";
    try (InputStream program =
        MergingProgram.class.getResourceAsStream("/linux-" + kind + "/" + NAME)) {
      if (program != null) {
        Path file = folder.resolve(NAME);
        Files.copy(program, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /** Words that are run where that folder is, behind it. */
  static List<String> before(String shipped, List<String> words) {
    List<String> all = new ArrayList<>(List.of(shipped + "/" + NAME));
    all.addAll(words);
    return all;
  }

  /**
   * Finds why the memory of processes cannot be merged, in one line; absent where it can.
   *
   * @param host this machine, with a folder that is shipped
   */
  public static Optional<String> obstacle(Environment host) throws IOException {
    Ended ended = host.run(Command.of(before(host.places().shipped(), List.of("true"))));
    return ended.succeeded() ? Optional.empty() : Optional.of(ended.lastLine());
  }
}
