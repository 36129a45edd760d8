package dev.tare.cli;

import java.lang.reflect.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the options of a verb that has many in groups, by the class that declares each. */
final class OptionHeadings implements IHelpSectionRenderer {
  private final Map<String, List<Class<?>>> groups = new LinkedHashMap<>();

  /** Adds a group; what no group has is printed after the last, without a heading. */
  OptionHeadings with(String heading, Class<?>... declaring) {
    groups.put(heading, List.of(declaring));
    return this;
  }

  @Override
  public String render(Help help) {
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, declaring) ->
            text.append(help.createHeading("%n" + heading + ":%n"))
                .append(
                    help.optionListExcludingGroups(
                        help.commandSpec().options().stream()
                            .filter(one -> declaring.contains(declaring(one)))
                            .toList())));
    text.append("\n")
        .append(
            help.optionListExcludingGroups(
                help.commandSpec().options().stream()
                    .filter(
                        one ->
                            groups.values().stream().noneMatch(all -> all.contains(declaring(one))))
                    .toList()));
    return text.toString();
  }

  private static Class<?> declaring(OptionSpec option) {
    return option.userObject() instanceof Member member ? member.getDeclaringClass() : Void.class;
  }
}
