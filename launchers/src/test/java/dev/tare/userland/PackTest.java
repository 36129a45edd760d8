package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs of real Debian packages, which the test makes itself. */
class PackTest {
  @TempDir private Path folder;
  private final List<String> steps = new ArrayList<>();

  @BeforeEach
  void needsDpkg() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg-deb: only Debian has packages");
  }

  @Test
  void holdsProgramsAndTheLibrariesThatTheyNeedButNotTheLibraryOfC() throws IOException {
    Path tree = folder.resolve("tree");
    copy(Path.of("/usr/bin/dpkg-deb"), tree.resolve("usr/bin/tool"));
    packed(tree, "tare-tool", "1:2.3-4");
    Pack pack = cache().built(recipe("tare-tool", "usr/bin/tool"), steps::add);
    assertThat(pack.files()).containsKey("usr/bin/tool").containsKey("lib/libz.so.1");
    assertThat(pack.files().keySet()).noneMatch(path -> path.contains("libc.so"));
    assertThat(pack.text()).isEqualTo("tare-tool 1:2.3-4");
    assertThat(pack.hash()).matches("[0-9a-f]{16}");
    Places shipped = new Places("", "", "", folder.resolve("s").toString(), "", "");
    Path there = folder.resolve("s/packs/made");
    for (String file : pack.files().keySet()) {
      copy(pack.folder().resolve(file), there.resolve(file));
    }
    String said =
        HostPrograms.ran(
            Pack.command(shipped, "made", "usr/bin/tool").and("--version"), "it is to run");
    assertThat(said).contains("dpkg-deb");
  }

  @Test
  void aLinkIsFollowedThroughAllItsPackagesAndOneThatLeadsNowhereInAFolderIsLeftOut()
      throws IOException {
    Path one = folder.resolve("one");
    write(one.resolve("usr/share/one/text"), "one");
    Files.createSymbolicLink(one.resolve("usr/share/one/link"), Path.of("../two/text"));
    Files.createSymbolicLink(one.resolve("usr/share/one/gone"), Path.of("/nowhere"));
    packed(one, "tare-one", "1");
    Path two = folder.resolve("two");
    write(two.resolve("usr/share/two/text"), "two");
    packed(two, "tare-two", "2");
    SortedMap<String, List<String>> wanted = new TreeMap<>();
    wanted.put("tare-one", List.of("usr/share/one"));
    wanted.put("tare-two", List.of());
    Pack pack = cache().built(new PackRecipe("made", wanted), steps::add);
    assertThat(pack.files()).containsOnlyKeys("usr/share/one/link", "usr/share/one/text");
    assertThat(pack.folder().resolve("usr/share/one/link")).hasContent("two");
    assertThat(pack.versions()).containsEntry("tare-two", "2");
  }

  @Test
  void onceBuiltNoPackageIsAskedForAgain() throws IOException {
    Path tree = folder.resolve("tree");
    write(tree.resolve("usr/share/tool/text"), "text");
    Path file = packed(tree, "tare-tool", "1");
    PackRecipe recipe = recipe("tare-tool", "usr/share/tool/text");
    Pack built = cache().built(recipe, steps::add);
    Files.delete(file);
    assertThat(steps).containsExactly("pack made: tare-tool");
    assertThat(cache().built(recipe, steps::add)).isEqualTo(built);
    assertThat(steps).hasSize(1);
  }

  @Test
  void aPackageThatCannotBeHadIsOneLineAndLeavesNothing() {
    PackRecipe recipe = recipe("tare-no-such-package", "usr/bin/nothing");
    assertThatThrownBy(() -> cache().built(recipe, steps::add))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("tare-no-such-package")
        .hasMessageContaining("apt-get update")
        .hasMessageNotContaining("\n");
    assertThat(folder.resolve("cache/packs")).doesNotExist();
  }

  @Test
  void aFileThatThePackageHasNotIsOneLine() throws IOException {
    Path tree = folder.resolve("tree");
    write(tree.resolve("usr/share/tool/text"), "text");
    packed(tree, "tare-tool", "1");
    assertThatThrownBy(() -> cache().built(recipe("tare-tool", "usr/bin/tool"), steps::add))
        .hasMessage("the package tare-tool has no usr/bin/tool");
  }

  @Test
  void thereIsARecipeOnlyForWhatIsKnown() throws IOException {
    assertThat(PackRecipe.named("memcached").files()).containsKey("memcached");
    assertThatThrownBy(() -> PackRecipe.named("memcache"))
        .hasMessage("there is no pack of software named memcache");
  }

  private PackCache cache() {
    return new PackCache(folder.resolve("cache"));
  }

  private static PackRecipe recipe(String name, String path) {
    return new PackRecipe("made", new TreeMap<>(java.util.Map.of(name, List.of(path))));
  }

  private Path packed(Path tree, String name, String version) throws IOException {
    write(
        tree.resolve("DEBIAN/control"),
        "Package: "
            + name
            + "\nVersion: "
            + version
            + "\nArchitecture: all\n"
            + "Maintainer: nobody <nobody@example.org>\nDescription: a test\n");
    Path debs = Files.createDirectories(folder.resolve("cache/debs"));
    Path file = debs.resolve(name + "_" + version.replace(":", "%3a") + "_all.deb");
    HostPrograms.ran(
        Command.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString()),
        "the test makes packages");
    return file;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }
}
