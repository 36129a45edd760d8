package dev.tare.experiment.fleet;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.ScratchFolders;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;

/**
 * The folder of a fleet's run: a run folder of every node in {@code nodes}, beside it their logs.
 */
public final class FleetFolder {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A tar ends with two blocks of zeros. */
  private static final int END_BYTES = 1024;

  private final Path folder;
  private final Environment host;

  FleetFolder(Path folder, Environment host) {
    this.folder = folder;
    this.host = host;
  }

  /** Returns where the nodes' run folders lie. */
  public static Path nodes(Path run) {
    return run.resolve(RunReader.NODES);
  }

  Path of(String node) {
    return nodes(folder).resolve(node);
  }

  /** Returns where what a node's program says is kept. */
  Path log(String node) throws IOException {
    return Files.createDirectories(folder.resolve("logs")).resolve(node + ".log");
  }

  /** Tells whether a node has run all that was planned. */
  boolean isDone(String node) {
    try {
      return hasBegun(node) && RunFolder.open(of(node)).document().finished().isPresent();
    } catch (IOException | IllegalArgumentException e) {
      // What cannot be read is measured again.
      return false;
    }
  }

  boolean hasBegun(String node) {
    return Files.isRegularFile(of(node).resolve("run.json"));
  }

  void give(String node, OutputStream to) throws IOException {
    Process packing = host.start(Command.of("tar", "-C", of(node).toString(), "-cf", "-", "."));
    try (to) {
      packing.getInputStream().transferTo(to);
    }
  }

  /**
   * Takes a node's run, which replaces what there was of it: whole or not at all.
   *
   * @return false where not all of it came
   * @throws LaunchException in one line, where there is no place for it
   */
  boolean take(String node, InputStream from) throws IOException {
    try {
      return taken(node, from);
    } catch (IOException e) {
      throw new LaunchException(
          "%s cannot be written: %s; what was measured stays on the node: go on with --resume"
              .formatted(of(node), BadInput.why(e)),
          e);
    }
  }

  private boolean taken(String node, InputStream from) throws IOException {
    Path half = Files.createDirectories(folder.resolve("arriving").resolve(node));
    Path tar = half.resolveSibling(node + ".tar");
    try {
      Files.copy(from, tar, StandardCopyOption.REPLACE_EXISTING);
      if (!hasEnd(tar)) {
        return false;
      }
      Command unpack = Command.of("tar", "-C", half.toString(), "-xf", tar.toString());
      Ended unpacked = host.run(unpack, PATIENCE);
      if (!unpacked.succeeded()) {
        throw new IOException(unpacked.lastLine());
      }
      ScratchFolders.remove(of(node));
      Files.createDirectories(of(node).getParent());
      Files.move(half, of(node));
      return true;
    } finally {
      Files.deleteIfExists(tar);
      ScratchFolders.remove(half);
    }
  }

  /** Tells whether all of it came: tar takes one that is cut between two files for whole. */
  private static boolean hasEnd(Path tar) throws IOException {
    try (SeekableByteChannel bytes = Files.newByteChannel(tar)) {
      ByteBuffer end = ByteBuffer.allocate(END_BYTES);
      if (bytes.size() < END_BYTES) {
        return false;
      }
      bytes.position(bytes.size() - END_BYTES);
      while (bytes.read(end) > 0) {
        continue;
      }
      return Arrays.equals(end.array(), new byte[END_BYTES]);
    }
  }

  void tidy() throws IOException {
    ScratchFolders.remove(folder.resolve("arriving"));
  }
}
