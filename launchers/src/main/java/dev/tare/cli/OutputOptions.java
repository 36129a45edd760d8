package dev.tare.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Describes where the verbs write that read results. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write; - is standard output (default: standard output; of a page of report,"
              + " report.html in the run folder, or here).")
  private String output;

  /**
   * Returns how to write: as was said, else as the name of the file ends.
   *
   * @param said null: nothing
   * @param usual where neither says it
   */
  <F extends Enum<F>> F format(F said, F usual) {
    if (said != null || output == null) {
      return said == null ? usual : said;
    }
    String end = output.substring(output.lastIndexOf('.') + 1);
    String name = end.equals("txt") ? "text" : end.equals("htm") ? "html" : end;
    Optional<F> known =
        Stream.of(usual.getDeclaringClass().getEnumConstants())
            .filter(one -> one.name().equals(name))
            .findFirst();
    if (known.isEmpty() && name.equals("html")) {
      throw new UsageFailure("-o " + output + ": report makes a page, this verb does not");
    }
    return known.orElse(usual);
  }

  /** Returns what is read, and where this is written to: nothing else may be written there. */
  List<Path> taken(Inputs inputs) {
    List<Path> taken = new ArrayList<>(inputs.files());
    if (output != null && !output.equals(Target.STANDARD_OUTPUT)) {
      taken.add(Path.of(output));
    }
    return taken;
  }

  /**
   * Returns where to write.
   *
   * @param usual where nothing was said
   */
  Target target(String usual, Inputs inputs) {
    return new Target(output == null ? usual : output, inputs.files());
  }
}
