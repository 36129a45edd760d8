package dev.tare.launch;

import com.fasterxml.jackson.annotation.JsonProperty;

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
