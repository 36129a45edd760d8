package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md says of the packages is what they say of themselves. */
class PackageTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.]+)` \\| `([\\w-]+)/` \\| (.*) \\|");
  private static final Pattern FIRST = Pattern.compile("/\\*\\*(.*?\\.)\\s", Pattern.DOTALL);

  private static Map<String, String> table() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("CONTRIBUTING.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(2) + " " + row.group(1), row.group(3));
      }
    }
    return rows;
  }

  /** Their first sentences, by module and package. */
  private static Map<String, String> packages() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String module : new String[] {"native-probes", "benchmarks", "results", "launchers"}) {
      Path sources = ROOT.resolve(module).resolve("src/main/java/dev/tare");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(one -> one.endsWith("package-info.java")).toList()) {
          String name = sources.relativize(file.getParent()).toString().replace('/', '.');
          all.put(module + " " + name, sentence(Files.readString(file)));
        }
      }
    }
    return all;
  }

  private static String sentence(String text) {
    Matcher first = FIRST.matcher(text);
    assertThat(first.find()).as(text).isTrue();
    return first.group(1).replaceAll("\\n \\*", " ").replaceAll("\\s+", " ").strip();
  }

  @Test
  void everyPackageHasARowWithItsOwnSentence() throws IOException {
    Map<String, String> rows = table();
    packages()
        .forEach(
            (name, sentence) -> {
              String general =
                  name.replaceFirst("experiment\\..*", "experiment.NAME")
                      .replaceFirst("bench\\..*", "bench.SUBJECT");
              assertThat(rows.containsKey(name) || rows.containsKey(general)).as(name).isTrue();
              assertThat(rows.getOrDefault(name, sentence)).as(name).isEqualTo(sentence);
            });
    assertThat(rows.keySet())
        .filteredOn(name -> !name.endsWith(".NAME") && !name.endsWith(".SUBJECT"))
        .isSubsetOf(packages().keySet());
  }
}
