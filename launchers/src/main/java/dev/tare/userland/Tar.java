package dev.tare.userland;

import dev.tare.launch.Command;
import java.io.IOException;
import java.nio.file.Path;

/** Packs folders so that the same files are the same bytes. */
final class Tar {
  private Tar() {}

  /**
   * Packs what is in a folder. Links out of it stand for what they lead to only where asked.
   *
   * @param options of GNU tar, besides
   */
  static void pack(Path folder, Path file, String... options) throws IOException {
    HostPrograms.ran(
        Command.of(
                "tar",
                "--create",
                "--file",
                file.toString(),
                "--format=gnu",
                "--sort=name",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--mtime=@" + Rootfs.TIME.toMillis() / 1000)
            .and(options)
            .and("--directory", folder.toString(), "."),
        "it has to be GNU tar, with room for " + file);
  }
}
