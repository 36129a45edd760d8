package dev.tare.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Refuses what is no regular expression before JMH, which takes it as a text, stumbles over it. */
final class RegexText implements ITypeConverter<String> {
  /** Is what is between two of a list: a comma, but none of {@code {1,2}}. */
  static final String BETWEEN = ",(?!\\d*})(?!$)";

  @Override
  public String convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("is empty, which would match everything");
    }
    return new ChangeArguments.Regex().convert(text).pattern();
  }
}
