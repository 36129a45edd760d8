package dev.tare.experiment.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Host;
import dev.tare.launch.Places;
import dev.tare.launch.ScratchFolders;
import dev.tare.result.Facts;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFolderTest {
  @TempDir private Path temp;

  private FleetFolder folder;

  @BeforeEach
  void open() {
    folder = new FleetFolder(temp.resolve("run"), new Host(new Places("", "", "", "", "", "")));
  }

  /** A node's run as it comes from there: its folder, packed. */
  private byte[] packed(boolean finished, String left) throws IOException {
    FleetFolder there =
        new FleetFolder(temp.resolve("there"), new Host(new Places("", "", "", "", "", "")));
    RunFolder run =
        RunFolder.create(
            there.of("n0"),
            RunDocument.planned("t", Instant.EPOCH, 7, Map.of(), Facts.of(Map.of()), List.of()));
    Files.writeString(there.of("n0").resolve("left"), left);
    if (finished) {
      run.finish(Instant.EPOCH);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    there.give("n0", packed);
    ScratchFolders.remove(temp.resolve("there"));
    return packed.toByteArray();
  }

  @Test
  void aRunIsTakenWholeAndAFinishedOneIsDone() throws IOException {
    assertThat(folder.hasBegun("n0")).isFalse();
    assertThat(folder.take("n0", new ByteArrayInputStream(packed(false, "half")))).isTrue();
    assertThat(folder.hasBegun("n0")).isTrue();
    assertThat(folder.isDone("n0")).isFalse();
    assertThat(folder.take("n0", new ByteArrayInputStream(packed(true, "all")))).isTrue();
    assertThat(folder.isDone("n0")).isTrue();
    assertThat(folder.of("n0").resolve("left")).hasContent("all");
  }

  @Test
  void whatIsCutShortReplacesNothing() throws IOException {
    byte[] whole = packed(false, "before");
    folder.take("n0", new ByteArrayInputStream(whole));
    assertThat(folder.take("n0", InputStream.nullInputStream())).isFalse();
    byte[] half = Arrays.copyOf(packed(true, "after"), 700);
    assertThat(folder.take("n0", new ByteArrayInputStream(half))).isFalse();
    assertThatThrownBy(() -> folder.take("n0", broken(whole))).isInstanceOf(IOException.class);
    assertThat(folder.of("n0").resolve("left")).hasContent("before");
    assertThat(folder.isDone("n0")).isFalse();
    folder.tidy();
    assertThat(temp.resolve("run")).isDirectoryNotContaining("glob:**/arriving");
  }

  @Test
  void whatHasNoPlaceHereSaysWhereAndThatTheNodeKeepsIt() throws IOException {
    Files.createDirectories(temp.resolve("run"));
    Files.createFile(temp.resolve("run/nodes"));
    assertThatThrownBy(() -> folder.take("n0", new ByteArrayInputStream(packed(true, "all"))))
        .hasMessage(
            temp
                + "/run/nodes/n0 cannot be written: is there already, and is no folder; what was"
                + " measured stays on the node: go on with --resume");
    assertThat(temp.resolve("run")).isDirectoryNotContaining("glob:**/arriving/*");
  }

  /** Its end is there, but no beginning. */
  @Test
  void whatCannotBeUnpackedIsNotTakenForCutShort() {
    byte[] whole = new byte[10_240];
    Arrays.fill(whole, 0, 512, (byte) 'x');
    assertThatThrownBy(() -> folder.take("n0", new ByteArrayInputStream(whole)))
        .hasMessageMatching(".*/nodes/n0 cannot be written: tar: .*; what was measured stays .*");
  }

  private static InputStream broken(byte[] some) {
    return new FilterInputStream(new ByteArrayInputStream(some)) {
      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        int got = super.read(to, from, length);
        if (got < 0) {
          throw new IOException("the node is gone");
        }
        return got;
      }
    };
  }

  @Test
  void whatCannotBeReadIsMeasuredAgain() throws IOException {
    Files.createDirectories(folder.of("n0"));
    Files.writeString(folder.of("n0").resolve("run.json"), "{");
    assertThat(folder.hasBegun("n0")).isTrue();
    assertThat(folder.isDone("n0")).isFalse();
  }
}
