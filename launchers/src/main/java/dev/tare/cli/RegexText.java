package dev.tare.cli;

import picocli.CommandLine.ITypeConverter;

/** Refuses what is no regular expression before JMH, which takes it as a text, stumbles over it. */
final class RegexText implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    return new ChangeArguments.Regex().convert(text).pattern();
  }
}
