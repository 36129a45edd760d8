package dev.tare.userland;

import java.nio.file.Path;
import java.util.Map;

/** Finds where this program keeps what can be made again (XDG Base Directory Specification 0.8). */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * The folder, which need not exist.
   *
   * @param environment of the process, whose HOME comes first, as the specification has it
   * @param home the user's, by the system's list of users
   */
  public static Path of(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String own = environment.getOrDefault("HOME", "");
    // The specification has relative paths ignored.
    Path folder =
        cache.startsWith("/")
            ? Path.of(cache)
            : Path.of(own.startsWith("/") ? own : home, ".cache");
    return folder.resolve("tare");
  }
}
