package dev.tare.userland;

import dev.tare.launch.EngineJson;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps packs beside the userlands: one folder for each recipe, which appears whole or not at all
 * and is never changed.
 */
final class PackCache {
  private static final String LIST = "pack.json";

  private final Path userlands;

  /**
   * @param userlands the folder of the cache; is made when something is built
   */
  PackCache(Path userlands) {
    this.userlands = userlands;
  }

  static PackCache standard() {
    return new PackCache(UserlandCache.standard().folder());
  }

  /**
   * Is what is written into a pack's folder beside its files.
   *
   * @see Pack
   */
  record Listed(String hash, SortedMap<String, String> versions, SortedMap<String, String> files) {}

  Optional<Pack> cached(PackRecipe recipe) throws IOException {
    Path folder = folder(recipe);
    Path list = folder.resolve(LIST);
    if (!Files.exists(list)) {
      return Optional.empty();
    }
    Listed listed = EngineJson.MAPPER.readValue(list.toFile(), Listed.class);
    return Optional.of(
        new Pack(recipe.name(), listed.hash(), listed.versions(), listed.files(), folder));
  }

  Pack built(PackRecipe recipe, Consumer<String> progress) throws IOException {
    Optional<Pack> cached = cached(recipe);
    if (cached.isPresent()) {
      return cached.get();
    }
    return CacheLock.held(
        userlands,
        "the pack " + recipe.name(),
        "XDG_CACHE_HOME names another place for it",
        progress,
        () -> {
          Optional<Pack> meanwhile = cached(recipe);
          return meanwhile.isPresent() ? meanwhile.get() : made(recipe, progress);
        });
  }

  /** Returns the files of its packages, and of the libraries that they depend on. */
  List<Path> packages(PackRecipe recipe) throws IOException {
    return CacheLock.held(
        userlands,
        "the pack " + recipe.name(),
        "XDG_CACHE_HOME names another place for it",
        line -> {},
        () -> {
          DebianPackages packages = new DebianPackages(userlands);
          Set<Path> files = new LinkedHashSet<>();
          for (String name : recipe.files().keySet()) {
            files.addAll(packages.filesWithDependencies(name, PackFiles::isLibraries));
          }
          return List.copyOf(files);
        });
  }

  List<Path> expectedPackages(PackRecipe recipe) {
    return recipe.files().keySet().stream()
        .map(name -> userlands.resolve("debs").resolve(name + "_VERSION.deb"))
        .toList();
  }

  private Path folder(PackRecipe recipe) {
    return userlands.resolve("packs").resolve(recipe.name() + "-" + recipe.hash());
  }

  private Pack made(PackRecipe recipe, Consumer<String> progress) throws IOException {
    Path folder = folder(recipe);
    CacheLock.removeHalves(folder.getParent());
    progress.accept("pack " + recipe.name() + ": " + String.join(", ", recipe.files().keySet()));
    PackFiles found = new PackFiles(recipe, new DebianPackages(userlands));
    SortedMap<String, Path> files = found.find();
    CacheLock.half(
        folder.getParent(),
        half -> {
          Listed listed = listed(copied(files, half), found.versions());
          EngineJson.MAPPER.writeValue(half.resolve(LIST).toFile(), listed);
          Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        });
    return cached(recipe).orElseThrow();
  }

  private static SortedMap<String, String> copied(SortedMap<String, Path> files, Path folder)
      throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.copy(file.getValue(), target);
      sums.put(file.getKey(), Sha256.ofFile(target));
    }
    return sums;
  }

  private static Listed listed(SortedMap<String, String> sums, SortedMap<String, String> versions) {
    String hash = Sha256.hex(String.valueOf(sums)).substring(0, InputsHash.DIGITS);
    return new Listed(hash, versions, sums);
  }
}
