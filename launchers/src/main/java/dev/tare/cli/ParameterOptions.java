package dev.tare.cli;

import dev.tare.experiment.Choice;
import dev.tare.experiment.Parameter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds the options of a record of parameters, one for each component with a {@link Parameter};
 * what has none is settled once they are known.
 */
final class ParameterOptions<P extends Record> {
  /**
   * Stands between two of a list. A comma at its end belongs to the last, which is refused then:
   * one more was meant.
   */
  static final String BETWEEN = ",(?!$)";

  private final Class<P> kind;
  private final Map<String, OptionSpec> options = new LinkedHashMap<>();

  ParameterOptions(Class<P> kind) {
    this.kind = kind;
    for (RecordComponent component : kind.getRecordComponents()) {
      Parameter asked = asked(component);
      if (asked != null) {
        options.put(asked.name(), option(component, asked));
      }
    }
  }

  /** Returns all of them, in the order of the components. */
  Collection<OptionSpec> all() {
    return options.values();
  }

  /** Returns one of them, to be mixed in where a help text has it. */
  CommandSpec mixin(String name) {
    return CommandSpec.create().addOption(options.get(name));
  }

  /** Returns the same of a verb that has its own help for it. */
  CommandSpec mixin(String name, String help) {
    options.computeIfPresent(name, (same, one) -> one.toBuilder().description(help).build());
    return mixin(name);
  }

  /** Returns what a component is asked by; null where it is settled. */
  private static Parameter asked(RecordComponent component) {
    return Stream.<AnnotatedElement>concat(
            Stream.of(component),
            Arrays.stream(component.getAnnotations()).map(Annotation::annotationType))
        .map(element -> element.getAnnotation(Parameter.class))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static OptionSpec option(RecordComponent component, Parameter asked) {
    OptionSpec.Builder option = OptionSpec.builder(asked.name()).description(help(asked));
    option.userObject(component.getAccessor());
    Class<?> one = Choice.class.isAssignableFrom(one(component)) ? String.class : one(component);
    if (component.getType() == List.class) {
      option.type(List.class).auxiliaryTypes(one).splitRegex(between(asked));
      option.splitRegexSynopsisLabel(asked.whole() ? "" : ",");
    } else {
      option.type(one);
    }
    if (asked.regex()) {
      option.converters(new RegexText());
    }
    if (!asked.label().isEmpty()) {
      option.paramLabel(asked.label());
    }
    if (!asked.usual().isEmpty()) {
      option.defaultValue(asked.usual());
    }
    return option.build();
  }

  private static String between(Parameter asked) {
    return asked.regex() ? RegexText.BETWEEN : asked.whole() ? "" : BETWEEN;
  }

  private static String help(Parameter asked) {
    return asked.help() + (asked.usual().isEmpty() ? "." : " (default: " + asked.usual() + ").");
  }

  /** Returns the type of one value. */
  private static Class<?> one(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
        ? (Class<?>) type.getActualTypeArguments()[0]
        : component.getType();
  }

  /** Makes the record of what was typed; refuses what it refuses, in its line. */
  P parameters() {
    RecordComponent[] components = kind.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(this::value).toArray();
    try {
      return kind.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new UsageFailure(refused.getMessage());
      }
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private Object value(RecordComponent component) {
    Parameter asked = asked(component);
    Object value = asked == null ? null : options.get(asked.name()).getValue();
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.ofNullable(value);
    }
    if (value == null) {
      return type == List.class ? List.of() : Array.get(Array.newInstance(type, 1), 0);
    }
    if (asked.label().equals(Parameter.NAMED)) {
      UsageFailure.checkOnce(asked.name(), (List<String>) value);
    }
    Class<?> one = one(component);
    if (!Choice.class.isAssignableFrom(one)) {
      return value;
    }
    return value instanceof List<?> words
        ? words.stream().map(word -> choice(asked.name(), one, word)).toList()
        : choice(asked.name(), one, value);
  }

  private static Object choice(String option, Class<?> kind, Object word) {
    return UsageFailure.unlessRefused(
        option + " " + word + ": ",
        () -> Choice.named(kind.asSubclass(Choice.class), String.valueOf(word)));
  }
}
