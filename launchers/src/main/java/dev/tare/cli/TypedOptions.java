package dev.tare.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that were typed: refuses those that would have no effect, in one line. */
final class TypedOptions {
  private final List<String> names;

  private TypedOptions(List<String> names) {
    this.names = names;
  }

  /** Those of the verb that was typed, whatever part of it asks. */
  static TypedOptions of(CommandSpec part) {
    ParseResult parsed = part.root().commandLine().getParseResult();
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return new TypedOptions(parsed.matchedOptions().stream().map(OptionSpec::longestName).toList());
  }

  /**
   * Refuses the first of them that was typed.
   *
   * @param why it has no effect
   */
  void refuse(String why, String... idle) {
    names.stream()
        .filter(Arrays.asList(idle)::contains)
        .findFirst()
        .ifPresent(one -> fail(one, why));
  }

  /** Refuses the first that is none of them. */
  void refuseOthers(String why, Set<String> used) {
    names.stream().filter(one -> !used.contains(one)).findFirst().ifPresent(one -> fail(one, why));
  }

  private static void fail(String option, String why) {
    throw new UsageFailure(option + ": no effect " + why);
  }
}
