package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Is software as it lies in the cache: programs of Debian's packages, which are unpacked and never
 * installed, and the libraries that their loader asks for, but for the C library, which every
 * environment has. A run ships it, so that it is the same in every environment.
 *
 * @param name of its recipe
 * @param hash of every file's path and content, 16 hexadecimal digits
 * @param versions of the packages that its own files come from, by name
 * @param files the SHA-256 of each, by its path in the folder
 * @param folder where it lies on this host
 */
public record Pack(
    String name,
    String hash,
    SortedMap<String, String> versions,
    SortedMap<String, String> files,
    Path folder) {
  /** Is the folder beside the shipped jar that holds the packs, each under its name. */
  public static final String SHIPPED = "packs";

  static final String LIBRARIES = "lib";

  public Pack {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * The pack of that name, built if need be: seconds and a network the first time, milliseconds and
   * none after.
   *
   * @param progress is told each step of a build, one line each
   * @throws dev.tare.launch.LaunchException in one line with the remedy
   */
  public static Pack built(String name, Consumer<String> progress) throws IOException {
    return PackCache.standard().built(PackRecipe.named(name), progress);
  }

  /** Tells whether it is in the cache, so that it takes neither a network nor time. */
  public static boolean isCached(String name) throws IOException {
    return PackCache.standard().cached(PackRecipe.named(name)).isPresent();
  }

  /** Tells whether there is a recipe of that name. */
  public static boolean exists(String name) {
    return name.matches("[a-z0-9-]+")
        && PackRecipe.class.getResource("packs/" + name + ".json") != null;
  }

  /**
   * Lists Debian's packages with all of a pack: those of its recipe, and the libraries that they
   * depend on but for the C library. They are fetched where they are not in the cache.
   *
   * @throws dev.tare.launch.LaunchException in one line with the remedy
   */
  public static List<Path> packages(String name) throws IOException {
    return PackCache.standard().packages(PackRecipe.named(name));
  }

  /** Tells about where they would be, for who fetches nothing. */
  public static List<Path> expectedPackages(String name) throws IOException {
    return PackCache.standard().expectedPackages(PackRecipe.named(name));
  }

  /**
   * Runs a program of a pack in a place into which it was shipped.
   *
   * @param program its path in the pack
   */
  public static Command command(Places places, String pack, String program) {
    String folder = places.shipped() + "/" + SHIPPED + "/" + pack;
    return Command.of(folder + "/" + program).with("LD_LIBRARY_PATH", folder + "/" + LIBRARIES);
  }

  /** Returns its packages and their versions, one line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    versions.forEach(
        (one, version) ->
            text.append(text.isEmpty() ? "" : ", ").append(one).append(' ').append(version));
    return text.toString();
  }
}
