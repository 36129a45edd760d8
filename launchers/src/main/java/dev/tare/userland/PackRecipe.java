package dev.tare.userland;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tare.launch.EngineJson;
import dev.tare.launch.LaunchException;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what a pack of software is made of: files and folders of Debian's packages. It is one small
 * JSON file, {@code packs/NAME.json} beside this class, and nothing else has to be edited.
 *
 * @param files paths in a package, without a slash in front, by the package's name; a link is
 *     followed through all of the packages; {@link #ITSELF} is the package's own file
 */
record PackRecipe(String name, SortedMap<String, List<String>> files) {
  /** Stands for the package as a file, of a kernel that of the one it stands for. */
  static final String ITSELF = ".deb";

  /** Changes whenever the same files are made into another pack. */
  private static final int VERSION = 1;

  /**
   * Reads one.
   *
   * @throws LaunchException where there is none of that name
   */
  static PackRecipe named(String name) throws IOException {
    try (InputStream in = PackRecipe.class.getResourceAsStream("packs/" + name + ".json")) {
      if (in == null) {
        throw new LaunchException("there is no pack of software named " + name);
      }
      return new PackRecipe(
          name,
          EngineJson.MAPPER.readValue(in, new TypeReference<TreeMap<String, List<String>>>() {}));
    }
  }

  /** Tells it from what it was in another version of this program. */
  String hash() {
    return Sha256.hex(VERSION + " " + files).substring(0, InputsHash.DIGITS);
  }
}
