package dev.tare.userland;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hashes what a userland is made of: the same contents give the same hash on every host. */
final class InputsHash {
  /** Changes whenever the same inputs are made into other files. */
  private static final int RECIPE = 2;

  static final int DIGITS = 16;

  private InputsHash() {}

  static String of(GuestInputs inputs) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(recipe());
    Path home = inputs.jdk().home();
    for (Path file : inputs.jdk().inputs()) {
      lines.add("jdk " + home.relativize(file) + " " + Sha256.ofFile(file));
    }
    for (var file : inputs.files().entrySet()) {
      lines.add("file " + file.getKey() + " " + Sha256.ofFile(file.getValue()));
    }
    return Sha256.hex(String.join("\n", lines)).substring(0, DIGITS);
  }

  /** Says what this program does with the inputs. */
  static String recipe() {
    return "recipe %s %s"
        .formatted(
            RECIPE, Sha256.hex(EtcFiles.TEXTS + "\n" + EtcFiles.FOLDERS + "\n" + HostJdk.MODULES));
  }
}
