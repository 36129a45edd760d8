package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserlandPartsTest {
  @TempDir private Path folder;

  private GuestInputs inputs() throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17\"\n");
    SortedMap<String, Path> files = new TreeMap<>();
    files.put("bin/busybox", Files.writeString(folder.resolve("busybox"), "shell"));
    return new GuestInputs(new HostJdk(home), files);
  }

  @Test
  void theCacheIsWhereTheUserHasIt() {
    assertThat(CacheFolder.of(Map.of(), "/home/me")).hasToString("/home/me/.cache/tare");
    assertThat(CacheFolder.of(Map.of("HOME", "/home/other"), "/nonexistent"))
        .hasToString("/home/other/.cache/tare");
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/fast"), "/home/me"))
        .hasToString("/fast/tare");
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "relative"), "/home/me"))
        .hasToString("/home/me/.cache/tare");
  }

  @Test
  void theHashFollowsContentsAndNamesNotPlacesOrTimes() throws Exception {
    GuestInputs inputs = inputs();
    String hash = InputsHash.of(inputs);
    Path shell = inputs.files().get("bin/busybox");
    Files.setLastModifiedTime(shell, FileTime.fromMillis(0));
    assertThat(InputsHash.of(inputs)).isEqualTo(hash).matches("[0-9a-f]{16}");

    Path moved = Files.move(shell, folder.resolve("moved"));
    inputs.files().put("bin/busybox", moved);
    assertThat(InputsHash.of(inputs)).isEqualTo(hash);

    inputs.files().put("bin/other", inputs.files().remove("bin/busybox"));
    assertThat(InputsHash.of(inputs)).isNotEqualTo(hash);

    inputs.files().put("bin/busybox", inputs.files().remove("bin/other"));
    Files.writeString(moved, "SHELL");
    assertThat(InputsHash.of(inputs)).isNotEqualTo(hash);
  }

  @Test
  void whatIsKnownIsForgottenWhenAFileChanges() throws Exception {
    GuestInputs inputs = inputs();
    KnownInputs known = new KnownInputs(folder, inputs.jdk());
    assertThat(known.hash()).isEmpty();
    known.save("0123", inputs);
    assertThat(known.hash()).contains("0123");
    assertThat(new KnownInputs(folder, new HostJdk(folder)).hash()).isEmpty();

    Path shell = inputs.files().get("bin/busybox");
    FileTime before = Files.getLastModifiedTime(shell);
    Files.setLastModifiedTime(shell, FileTime.fromMillis(before.toMillis() + 1));
    assertThat(known.hash()).isEmpty();
    Files.setLastModifiedTime(shell, before);
    assertThat(known.hash()).contains("0123");
    Files.delete(shell);
    assertThat(known.hash()).isEmpty();
  }

  @Test
  void aDamagedListIsNoList() throws Exception {
    GuestInputs inputs = inputs();
    KnownInputs known = new KnownInputs(folder, inputs.jdk());
    known.save("0123", inputs);
    Path list;
    try (var files = Files.newDirectoryStream(folder, "known-*")) {
      list = files.iterator().next();
    }
    Files.writeString(list, InputsHash.recipe() + "\n0123\nnonsense\n");
    assertThat(known.hash()).isEmpty();
    Files.writeString(list, "");
    assertThat(known.hash()).isEmpty();
  }

  @Test
  void librariesAreWhatTheLoaderWouldLoad() {
    String said =
        """
        /usr/bin/one:
        \tlinux-vdso.so.1 (0x00007ffd)
        \tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f)
        \tlibjvm.so => not found
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f)
        /usr/bin/two:
        \tnot a dynamic executable
        \tlibj.so => /opt/jdk/bin/../lib/libj.so (0x00007f)
        """;
    assertThat(Libraries.parsed(said).keySet())
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libz.so.1"),
            Path.of("/lib64/ld-linux-x86-64.so.2"),
            Path.of("/opt/jdk/lib/libj.so"));
  }

  @Test
  void dependenciesAreTheFirstOfAlternatives() {
    assertThat(
            DebianPackages.dependencies(
                "Pre-Depends: init-system-helpers (>= 1.54~)\n"
                    + "Depends: libc6 (>= 2.34), libcrypt1 | libcrypt2, zlib1g:any\n"))
        .containsExactly("init-system-helpers", "libc6", "libcrypt1", "zlib1g");
    assertThat(DebianPackages.dependencies("")).isEmpty();
  }

  @Test
  void thePackageThatWasFetchedLastIsTaken() throws Exception {
    Path debs = Files.createDirectories(folder.resolve("debs"));
    Path old = Files.writeString(debs.resolve("tare-none_9_all.deb"), "");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1000));
    Path fresh = Files.writeString(debs.resolve("tare-none_10_all.deb"), "");
    Files.writeString(debs.resolve("tare-none-too_11_all.deb"), "");
    assertThat(new DebianPackages(folder).file("tare-none")).isEqualTo(fresh);
  }

  @Test
  void aDamagedPackageLeavesNothingAndIsNamed() throws Exception {
    Path debs = Files.createDirectories(folder.resolve("debs"));
    Path damaged = Files.writeString(debs.resolve("tare-none_1_all.deb"), "no package");
    assertThatThrownBy(() -> new DebianPackages(folder).unpacked("tare-none"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(damaged.toString());
    assertThat(folder.resolve("unpacked")).isEmptyDirectory();
  }

  @Test
  void aPackageThatCannotBeFetchedLeavesNothingAndTheProgramIsNamed() {
    assertThatThrownBy(() -> new DebianPackages(folder).file("tare-none"))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("apt-get ended with ")
        .hasMessageContaining("; no package tare-none; ");
    assertThat(folder.resolve("debs")).isEmptyDirectory();
  }

  @Test
  void aMissingProgramIsOneLineWithTheRemedy() {
    assertThatThrownBy(() -> HostPrograms.ran(Command.of("no-such-program"), "get it"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no-such-program")
        .hasMessageEndingWith("; get it");
    assertThatThrownBy(() -> HostPrograms.ran(Command.of("false"), "get it"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("false ended with 1");
  }

  @Test
  void aJreWithoutJmodsIsCopiedWithoutWhatNothingNeeds() throws Exception {
    Path home = Files.createDirectories(folder.resolve("jre"));
    Path linked = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(linked.resolve("java.security"), "policy");
    Files.createSymbolicLink(home.resolve("conf"), linked);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), "java");
    Files.createDirectories(home.resolve("man"));
    Files.writeString(home.resolve("man/java.1"), "long");
    HostJdk jdk = new HostJdk(home);

    assertThat(jdk.isLinkable()).isFalse();
    jdk.make(folder.resolve("made"));
    assertThat(folder.resolve("made/conf/java.security")).hasContent("policy");
    assertThat(folder.resolve("made/bin/java")).hasContent("java");
    assertThat(folder.resolve("made/man")).doesNotExist();
    assertThat(jdk.inputs()).hasSize(2);
  }
}
