package dev.tare.experiment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Is an option of an experiment: a component of its record of parameters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
  /** Returns it with its dashes. */
  String name();

  /** Returns what its value is called in a help text; empty for a flag. */
  String label() default "";

  /** One value, or a list's with commas between; empty: none is given. */
  String usual() default "";

  String help();
}
