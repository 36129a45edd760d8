package dev.tare.bench.run;

import dev.tare.result.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.runner.options.WarmupMode;

/** JMH's options; what will not do is one line, also where JMH throws what nobody declares. */
final class JmhOptions {
  /** JMH names its own classes where a word is none of its list. */
  private static final Pattern NO_CONSTANT = Pattern.compile("No enum constant .*\\.(\\w+)");

  /** JMH leaves the dashes away. */
  private static final Pattern UNKNOWN = Pattern.compile("(\\S+)( is not a recognized option)");

  private static final Pattern NO_MODE =
      Pattern.compile("Unable to parse benchmark mode: \"(.*)\"\\s[\\s\\S]*");

  private static final List<String> MODES = Stream.of(Mode.values()).map(Mode::shortLabel).toList();

  /** Holds what other options of JMH take from a list. */
  private static final List<String> WORDS =
      Stream.of(ResultFormatType.values(), VerboseMode.values(), WarmupMode.values())
          .flatMap(Stream::of)
          .map(one -> one.name().toLowerCase(Locale.ROOT))
          .toList();

  /** JMH takes any word, and what is none of these for false. */
  private static final Set<String> SWITCHES = Set.of("-foe", "-gc", "-si");

  private static final List<String> SETTINGS = List.of("true", "false");

  /** Lists JMH's own names for its profilers, also those of versions before 1.37. */
  static final List<String> PROFILERS =
      List.of(
          "async",
          "cl",
          "comp",
          "dtraceasm",
          "gc",
          "jfr",
          "mempool",
          "pauses",
          "perf",
          "perfasm",
          "perfc2c",
          "perfnorm",
          "safepoints",
          "stack",
          "xperfasm");

  private static final Pattern OLD_PROFILER = Pattern.compile("hs_(cl|comp|gc|rt|thr)");

  private JmhOptions() {}

  /**
   * Reads them.
   *
   * @throws CommandLineOptionException whose message is one line
   */
  static CommandLineOptions parsed(String... words) throws CommandLineOptionException {
    try {
      CommandLineOptions options = new CommandLineOptions(words);
      refusal(options, words)
          .ifPresent(
              line -> {
                throw new IllegalArgumentException(line);
              });
      return options;
    } catch (CommandLineOptionException | IllegalStateException | IllegalArgumentException e) {
      throw new CommandLineOptionException(reason(String.valueOf(e.getMessage()), words), e);
    }
  }

  /** Says what JMH would find out, or take for something else, once it has begun. */
  private static Optional<String> refusal(CommandLineOptions options, String... words) {
    Optional<String> setting =
        IntStream.range(1, words.length)
            .filter(i -> SWITCHES.contains(words[i - 1]) && !SETTINGS.contains(words[i]))
            .mapToObj(i -> words[i - 1] + " " + words[i] + ": true or false")
            .findFirst();
    return setting.or(
        () ->
            options.getProfilers().stream()
                .map(ProfilerConfig::getKlass)
                .filter(name -> !isProfiler(name))
                .map(
                    name ->
                        "-prof "
                            + name
                            + ": no profiler of JMH; -lprof lists them"
                            + Nearest.asked(name, PROFILERS))
                .findFirst());
  }

  /** Any other is the full name of a class, which only the jar that has it knows. */
  private static boolean isProfiler(String name) {
    return PROFILERS.contains(name) || name.contains(".") || OLD_PROFILER.matcher(name).matches();
  }

  private static String reason(String said, String... words) {
    Matcher unknown = UNKNOWN.matcher(said);
    if (unknown.matches()) {
      return Stream.of(words)
          .filter(word -> word.matches("--?" + Pattern.quote(unknown.group(1)) + "(=.*)?"))
          .findFirst()
          .map(word -> word + unknown.group(2))
          .orElse(said);
    }
    Matcher mode = NO_MODE.matcher(said);
    if (mode.matches()) {
      return "-bm "
          + mode.group(1)
          + ": no mode of JMH"
          + Nearest.asked(mode.group(1), MODES)
          + "; there are "
          + String.join(", ", MODES);
    }
    Matcher constant = NO_CONSTANT.matcher(said);
    if (constant.matches()) {
      String word = constant.group(1).toLowerCase(Locale.ROOT);
      return word + ": no word for that option" + Nearest.asked(word, WORDS);
    }
    return said.replaceAll("\\R", " ");
  }
}
