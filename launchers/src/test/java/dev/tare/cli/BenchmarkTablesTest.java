package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.bench.capture.Takes;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the document says of benchmarks and metrics is what they say of themselves. */
class BenchmarkTablesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("docs/benchmarks.md");
  private static final String BENCHMARKS = "dev.tare.bench.";
  private static final Pattern QUESTION =
      Pattern.compile("/\\*\\*\\s+\\* (.*?\\?)", Pattern.DOTALL);
  private static final Pattern WORDS = Pattern.compile("\\w[\\w-]*(\\|\\w[\\w-]*)+");

  /** Returns those of the document's rows that follow this one and what stands below it. */
  private static List<String> rows(String head) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  @Test
  void everyBenchmarkHasItsRow() throws Exception {
    List<String> rows = new ArrayList<>();
    for (BenchmarkListEntry one : all()) {
      String name = one.getUsername().substring(BENCHMARKS.length());
      rows.add("| `" + name + "` | " + question(one) + " | " + parameters(one) + " |");
    }
    assertThat(rows("| benchmark |")).containsExactlyElementsOf(rows);
  }

  @Test
  void everyMetricHasItsRow() throws IOException {
    List<String> rows =
        Metrics.all().stream()
            .map(one -> List.of("`" + one.name() + "`", one.unit(), better(one), one.meaning()))
            .map(cells -> "| " + String.join(" | ", cells) + " |")
            .toList();
    assertThat(rows("| metric |")).containsExactlyElementsOf(rows);
  }

  private static String better(Metric one) {
    return one.direction().name().toLowerCase(Locale.ROOT);
  }

  private static List<BenchmarkListEntry> all() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
        .sorted(Comparator.comparing(BenchmarkListEntry::getUsername))
        .toList();
  }

  private static String question(BenchmarkListEntry one) throws IOException {
    String file = one.getUserClassQName().replace('.', '/') + ".java";
    String source = Files.readString(ROOT.resolve("benchmarks/src/main/java").resolve(file));
    Matcher question = QUESTION.matcher(source);
    assertThat(question.find()).as(file).isTrue();
    return question.group(1).replaceAll("\\s+(\\* )?", " ").replaceAll("\\{@\\w+ (.*?)}", "`$1`");
  }

  private static String parameters(BenchmarkListEntry one) throws ClassNotFoundException {
    Class<?> type = Class.forName(one.getUserClassQName());
    return new TreeMap<>(one.getParams().orElse(Map.of()))
        .entrySet().stream()
            .map(param -> parameter(type, param.getKey(), String.join(",", param.getValue())))
            .collect(Collectors.joining(", "));
  }

  private static String parameter(Class<?> type, String name, String usual) {
    String others =
        field(type, name)
            .map(field -> field.getAnnotation(Takes.class))
            .filter(takes -> WORDS.matcher(takes.value()).matches())
            .map(takes -> " (" + takes.value().replace("|", ", ") + ")")
            .orElse("");
    return "`" + name + "=" + usual + "`" + others;
  }

  private static Optional<Field> field(Class<?> type, String name) {
    Stream<Class<?>> classes =
        Stream.<Class<?>>iterate(type, one -> one != null, Class::getSuperclass)
            .flatMap(one -> Stream.concat(Stream.of(one), Stream.of(one.getDeclaredClasses())));
    return classes
        .flatMap(one -> Stream.of(one.getDeclaredFields()))
        .filter(field -> field.getName().equals(name))
        .findFirst();
  }
}
