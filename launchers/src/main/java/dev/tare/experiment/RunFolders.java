package dev.tare.experiment;

import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.ScratchFolders;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders of a run on this host, gone when it ends: what it ships, small files, and data. Each
 * holds its owner's name; what a kill left is removed by the next run.
 *
 * @param scratch for small files; holds the shipped folder
 * @param data what disk benchmarks measure
 */
record RunFolders(Path scratch, Path data) {
  private static final String SHIPPED = "shipped";
  private static final Path VAR_TMP = Path.of("/var/tmp");

  static RunFolders planned(Owner owner, Optional<Path> data) {
    String name = Owner.PREFIX + owner.run() + "-" + owner.pid();
    Path temporary = temporary();
    Path base =
        data.map(Path::toAbsolutePath).orElse(Files.isWritable(VAR_TMP) ? VAR_TMP : temporary);
    return new RunFolders(temporary.resolve(name), base.resolve(name + "-data"));
  }

  static RunFolders make(Owner owner, Shipped shipped, Optional<Path> data) throws IOException {
    RunFolders folders = planned(owner, data);
    ScratchFolders.removeAbandoned(List.of(folders.scratch.getParent(), folders.data.getParent()));
    try {
      for (Path folder : List.of(folders.scratch, folders.data)) {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(ScratchFolders.OWNER), owner.text());
      }
      ScratchFolders.tell(folders.scratch, folders.data);
      shipped.copy(Files.createDirectory(folders.scratch.resolve(SHIPPED)));
      return folders;
    } catch (IOException e) {
      folders.remove();
      throw e;
    }
  }

  Places places(Optional<Userland> userland) {
    Path shipped = scratch.resolve(SHIPPED);
    return userland
        .map(one -> one.places(shipped, data, scratch))
        .orElseGet(
            () ->
                new Places(
                    "",
                    "",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    shipped.toString(),
                    data.toString(),
                    scratch.toString()));
  }

  void remove() throws IOException {
    ScratchFolders.removeRestored(scratch);
    ScratchFolders.remove(data);
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }
}
