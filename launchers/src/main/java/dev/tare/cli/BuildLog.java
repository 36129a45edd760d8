package dev.tare.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Holds what a build has printed, without colours: of one that failed, the lines that say why.
 *
 * @param lines none of them blank
 */
record BuildLog(List<String> lines) {
  private static final int MOST_ERRORS = 10;
  private static final int LAST = 20;

  /** Colours, and what else a terminal does instead of printing it (ECMA-48, 5.4). */
  private static final Pattern CONTROL =
      Pattern.compile(
          "\\x1b(\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1b\\n]*(\\x07|\\x1b\\\\)?|[@-Z\\\\^_])");

  /** Maven, sbt, javac, gcc, Gradle and most others begin so, or say it behind a place. */
  private static final Predicate<String> ERROR =
      Pattern.compile("^\\[error\\]|\\berror:|^e: |^FAILURE:", Pattern.CASE_INSENSITIVE)
          .asPredicate();

  /** Is a place in a file: its line follows its name. */
  private static final Predicate<String> PLACE =
      Pattern.compile("\\.\\w+:(\\[)?\\d+").asPredicate();

  /**
   * Reads it.
   *
   * @param tree where it was built: places in it are told from there
   */
  static BuildLog read(Path log, Path tree) throws IOException {
    // Whatever is no text in it: nothing is refused because of that.
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    return new BuildLog(
        CONTROL
            .matcher(text)
            .replaceAll("")
            .lines()
            .map(line -> line.replace(tree + "/", "").stripTrailing())
            .filter(line -> !line.isBlank() && !line.strip().equals("[ERROR]"))
            .toList());
  }

  /** Returns the first lines that name an error; where none does, the last ones. */
  List<String> telling() {
    List<String> errors = lines.stream().filter(ERROR).limit(MOST_ERRORS).toList();
    return errors.isEmpty()
        ? lines.subList(Math.max(0, lines.size() - LAST), lines.size())
        : errors;
  }

  /** Returns the one line that says most: an error with its place, an error, or the last one. */
  Optional<String> why() {
    Optional<String> placed = lines.stream().filter(ERROR.and(PLACE)).findFirst();
    return placed
        .or(() -> lines.stream().filter(ERROR).findFirst())
        .or(() -> lines.stream().reduce((first, second) -> second))
        .map(String::strip);
  }
}
