package dev.tare.launch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Says why a layer cannot be used somewhere, or what to know when it is.
 *
 * @param severity whether it stops the layer
 * @param what what is missing or the matter, and where
 * @param remedy what to do about it
 */
public record Finding(Severity severity, String what, String remedy) {
  /** Says whether a layer can be used in spite of a finding. */
  public enum Severity {
    @JsonProperty("missing")
    MISSING,
    @JsonProperty("warning")
    WARNING
  }

  public static Finding missing(String what, String remedy) {
    return new Finding(Severity.MISSING, what, remedy);
  }

  /**
   * Says what the first remedy is for that fits a line of what was said.
   *
   * @param remedies each by words of the line
   * @param what makes of that line what is the matter
   */
  static Optional<Finding> first(
      Map<String, String> remedies, String said, UnaryOperator<String> what) {
    return remedies.entrySet().stream()
        .flatMap(
            remedy ->
                said.lines()
                    .filter(line -> line.contains(remedy.getKey()))
                    .map(line -> missing(what.apply(line), remedy.getValue())))
        .findFirst();
  }

  public static Finding warning(String what, String remedy) {
    return new Finding(Severity.WARNING, what, remedy);
  }

  public boolean stops() {
    return severity == Severity.MISSING;
  }

  public String line() {
    return what + "; " + remedy;
  }
}
