package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path MAIN = Path.of("src", "main");
  private static final Path RESOURCES = MAIN.resolve("resources/dev/tare");
  private static final Path BENCHMARKS = ROOT.resolve("benchmarks").resolve(MAIN);
  private static final Pattern IN_JAVA = Pattern.compile("\"(/bin/)?sh\",\\s*\"-e?c?\"");
  private static final Pattern CALLED = Pattern.compile("Script\\.of\\(\\s*\"([^\"]+)\"");

  private final Host host = new Host(new Places("", "", "", "", "", ""));

  @Test
  void shellcheckFindsNothing() throws IOException {
    assumeTrue(Programs.has(host, "shellcheck"), "shellcheck is not installed");
    List<String> scripts = new ArrayList<>(List.of("shellcheck", "--format", "gcc"));
    for (Path folder :
        List.of(
            RESOURCES,
            BENCHMARKS.resolve("resources"),
            ROOT.resolve(".ci"),
            ROOT.resolve("native-probes"))) {
      files(folder, ScriptsTest::isShell).forEach(file -> scripts.add(file.toString()));
    }
    for (String tools : List.of("peers", "profiles")) {
      files(ROOT.resolve("benchmarks").resolve(tools), ScriptsTest::isShell)
          .forEach(file -> scripts.add(file.toString()));
    }

    scripts.add(ROOT.resolve("tare").toString());
    assertThat(scripts).hasSizeGreaterThan(30);
    assertThat(host.run(Command.of(scripts), Environment.PATIENCE).out()).isEmpty();
  }

  @Test
  void everyScriptThatIsCalledIsThereAndEveryOneThatIsThereIsCalled() throws IOException {
    Set<String> called = new TreeSet<>();
    for (Path file : files(MAIN.resolve("java"), file -> file.toString().endsWith(".java"))) {
      CALLED.matcher(Files.readString(file)).results().forEach(call -> called.add(call.group(1)));
    }
    Set<String> there =
        files(RESOURCES, file -> file.toString().endsWith(".sh")).stream()
            .map(file -> file.getFileName().toString().replace(".sh", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(called).isEqualTo(there);
  }

  @Test
  void everyScriptSaysWhatReadsIt() throws IOException {
    for (Path folder : List.of(RESOURCES, BENCHMARKS.resolve("resources"))) {
      assertThat(files(folder, file -> file.toString().endsWith(".sh")))
          .isNotEmpty()
          .allMatch(ScriptsTest::isShell);
    }
  }

  /** But for what a user asks a shell for, and whoever runs the script of a server. */
  @Test
  void noScriptIsWrittenInJava() throws IOException {
    List<String> written = new ArrayList<>();
    for (Path folder : List.of(MAIN.resolve("java"), BENCHMARKS.resolve("java"))) {
      for (Path file : files(folder, file -> file.toString().endsWith(".java"))) {
        if (IN_JAVA.matcher(Files.readString(file)).find()) {
          written.add(file.getFileName().toString());
        }
      }
    }
    assertThat(written)
        .containsExactlyInAnyOrder(
            "CommandTrialRun.java", "OwnServer.java", "Script.java", "ShellText.java");
  }

  @Test
  void aScriptIsHandedOverWithoutItsComments() throws IOException {
    Command command = Script.of("write", "/no/such/folder/file", "644");

    assertThat(command.line())
        .startsWith("sh -c 'cat >")
        .endsWith("write /no/such/folder/file 644");
    assertThat(Script.of("cgroup-make").brief()).isEqualTo("sh -c ... cgroup-make");
    assertThat(host.run(command, Environment.PATIENCE).err()).startsWith("write: ");
  }

  private static boolean isShell(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().filter(line -> line.matches("#!.*\\b(ba)?sh")).isPresent();
    } catch (IOException | java.io.UncheckedIOException e) {
      // A class or a picture is no text.
      return false;
    }
  }

  private static List<Path> files(Path folder, Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.toString().contains("/target/"))
          .filter(Files::isRegularFile)
          .filter(which)
          .sorted()
          .toList();
    }
  }
}
