package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleResourcesTest {
  private static final Owner DEAD = new Owner("killed", 1_000_000_000, 0);
  private static final Host HOST = new Host(new Places("", "", "", "", "", ""));

  @TempDir private Path base;
  private final List<String> troubles = new ArrayList<>();

  private Path folder(String name, String owner) throws IOException {
    Path folder = Files.createDirectories(base.resolve(name));
    Files.writeString(folder.resolve(ScratchFolders.OWNER), owner);
    return folder;
  }

  private StaleResources find(Layer... layers) throws IOException {
    return StaleResources.find(new Layers(List.of(layers)), HOST, Set.of(base), troubles::add);
  }

  @Test
  void onlyWhatADeadOwnerLeftIsRemoved() throws Exception {
    Path dead = folder("tare-dead", DEAD.text());
    Files.createDirectories(dead.resolve("deep/er"));
    Path alive = folder("tare-alive", Owner.ofRun("now").text());
    Path others = folder("someone-elses", DEAD.text());
    Path unsigned = Files.createDirectories(base.resolve("tare-unsigned"));
    Path unreadable = folder("tare-other-program", "hello");
    Path elsewhere = folder("tare-elsewhere", DEAD.text().replaceFirst("[0-9a-f]{8}$", "00000000"));

    StaleResources found = find();
    assertThat(found.abandoned()).extracting(StaleResource::what).containsExactly("folder " + dead);
    found.remove(found.abandoned().get(0));

    assertThat(dead).doesNotExist();
    assertThat(List.of(alive, others, unsigned, unreadable, elsewhere))
        .allSatisfy(folder -> assertThat(folder).exists());
  }

  /** Runs that begin look at the folders of those that end, and remove those of dead ones. */
  @Test
  void whatGoesWhileItIsLookedAtIsNoFailure() throws Exception {
    CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> comesAndGoes(500));
    while (!ending.isDone()) {
      ScratchFolders.in(List.of(base));
      ScratchFolders.removeAbandoned(List.of(base));
    }
    ending.get();
  }

  private void comesAndGoes(int times) {
    try {
      for (int i = 0; i < times; i++) {
        Path folder = folder("tare-ending" + i, Owner.ofRun("now").text());
        Files.createDirectories(base.resolve("tare-dead" + i).resolve("deep/er"));
        Path dead = folder("tare-dead" + i, DEAD.text());
        ScratchFolders.remove(folder);
        ScratchFolders.remove(dead);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path target = folder("kept", DEAD.text());
    Files.createSymbolicLink(base.resolve("tare-link"), target);

    assertThat(find().abandoned()).isEmpty();
  }

  @Test
  void aRunRemovesTheFoldersOfDeadOwnersThemselvesAndNotWhatTheyLinkTo() throws Exception {
    Path dead = folder("tare-dead", DEAD.text());
    Path alive = folder("tare-alive", Owner.ofRun("now").text());
    Path target = folder("kept", DEAD.text());
    Files.createSymbolicLink(dead.resolve("link"), target);

    ScratchFolders.removeAbandoned(List.of(base, base.resolve("absent")));

    assertThat(dead).doesNotExist();
    assertThat(alive).isDirectory();
    assertThat(target.resolve(ScratchFolders.OWNER)).exists();
  }

  @Test
  void aRunsFolderElsewhereIsFoundAndRemovedWithIt(@TempDir Path elsewhere) throws Exception {
    Path dead = folder("tare-dead", DEAD.text());
    Path data = Files.createDirectory(elsewhere.resolve("tare-dead-data"));
    Files.writeString(data.resolve(ScratchFolders.OWNER), DEAD.text());
    Path other = Files.createDirectory(elsewhere.resolve("tare-alive-data"));
    Files.writeString(other.resolve(ScratchFolders.OWNER), Owner.ofRun("now").text());
    ScratchFolders.tell(dead, data);
    ScratchFolders.tell(folder("tare-forged", DEAD.text()), other);

    assertThat(ScratchFolders.in(List.of(base)))
        .extracting(StaleResource::what)
        .containsSubsequence("folder " + data, "folder " + dead)
        .hasSize(3);

    ScratchFolders.removeAbandoned(List.of(base));

    assertThat(dead).doesNotExist();
    assertThat(data).doesNotExist();
    assertThat(other).isDirectory();
  }

  @Test
  void aFolderInWhichSomethingIsMountedStays() throws Exception {
    EngineHost.needsRoot(HOST);
    Path source = folder("kept", DEAD.text());
    Path dead = folder("tare-dead", DEAD.text());
    Path point = Files.createDirectory(dead.resolve("with a blank"));
    HOST.ran(Command.of("mount", "--bind", source.toString(), point.toString()));
    try {
      assertThat(find().abandoned()).isEmpty();
      ScratchFolders.removeAbandoned(List.of(base));
      ScratchFolders.remove(dead);
    } finally {
      HOST.ran(Command.of("umount", point.toString()));
    }
    assertThat(source.resolve(ScratchFolders.OWNER)).exists();
    assertThat(dead).isDirectory();
  }

  @Test
  void aThingThatTwoLayersNameIsRemovedOnceAndFoldersComeLast() throws Exception {
    folder("tare-dead", DEAD.text());
    StaleResource bridge = new StaleResource("link tare-br0", DEAD, List.of(Command.of("true")));

    assertThat(find(new Leaving(bridge), new Leaving(bridge)).abandoned())
        .extracting(StaleResource::what)
        .containsExactly("link tare-br0", "folder " + base.resolve("tare-dead"));
  }

  @Test
  void theOutermostComesLastForOthersMayLieInWhatItMade() throws Exception {
    StaleResource group =
        new StaleResource("control group tare-pool", DEAD, List.of(Command.of("true")));
    StaleResource container =
        new StaleResource("container tare-x", DEAD, List.of(Command.of("true")));

    assertThat(find(new Leaving(group), new Leaving(container)).abandoned())
        .extracting(StaleResource::what)
        .containsExactly("container tare-x", "control group tare-pool");
  }

  @Test
  void aServerOfARunIsFoundByItsMark() {
    String ps =
        "12 /usr/bin/java -Xmx64m -jar /tmp/b.jar serve --port 1 --cpu 0 --owner "
            + DEAD.text()
            + "\n13 /usr/bin/java -jar b.jar serve --port 2\n14 vi --owner "
            + DEAD.text()
            + "\n";
    assertThat(Bare.processes(ps))
        .containsExactly(
            new StaleResource("server, process 12", DEAD, List.of(Script.of("kill", "12"))));
  }

  @Test
  void aLayerThatCannotBeAskedHidesNoOther() throws Exception {
    StaleResource bridge = new StaleResource("link tare-br0", DEAD, List.of(Command.of("true")));

    assertThat(find(new Leaving(null), new Leaving(bridge)).abandoned()).hasSize(1);
    assertThat(troubles).singleElement().asString().contains("no answer");
  }

  /** Listing takes seconds, in which a run may come to its end. */
  @Test
  void whatGoesWithItsRunBetweenTwoLooksWasNotLeft() throws Exception {
    StaleResource bridge = new StaleResource("link tare-br0", DEAD, List.of(Command.of("false")));

    assertThat(find(new Leaving(bridge, 1)).abandoned()).isEmpty();
  }

  @Test
  void whatAnotherHasRemovedIsNoFailureAndWhatStaysIs() throws Exception {
    StaleResource bridge = new StaleResource("link tare-br0", DEAD, List.of(Command.of("false")));
    StaleResources gone = find(new Leaving(bridge, 2));
    assertThat(gone.abandoned()).containsExactly(bridge);
    gone.remove(bridge);

    StaleResources there = find(new Leaving(bridge));
    assertThatThrownBy(() -> there.remove(bridge)).isInstanceOf(LaunchException.class);
  }

  /** A layer that has left one thing; null: it cannot say. */
  private static final class Leaving extends BlankLayer {
    private final StaleResource left;
    private int looks;

    Leaving(StaleResource left) {
      this(left, Integer.MAX_VALUE);
    }

    /** It is there for so many looks. */
    Leaving(StaleResource left, int looks) {
      super("leaving");
      this.left = left;
      this.looks = looks;
    }

    @Override
    public List<StaleResource> staleResources(Environment outer) throws IOException {
      if (left == null) {
        throw new LaunchException("no answer");
      }
      return looks-- > 0 ? List.of(left) : List.of();
    }
  }
}
