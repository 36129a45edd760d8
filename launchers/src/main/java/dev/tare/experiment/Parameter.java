package dev.tare.experiment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Is an option of an experiment: a component of its record of parameters, or an annotation of those
 * that several have.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.ANNOTATION_TYPE})
public @interface Parameter {
  /** Labels a list's values that have names of their own, each given once. */
  String NAMED = "NAME=VALUE";

  /** Returns it with its dashes. */
  String name();

  /** Returns what its value is called in a help text; empty for a flag. */
  String label() default "";

  /** One value, or a list's with commas between; empty: none is given. */
  String usual() default "";

  /** Tells whether a comma belongs to a list's value; where there are more, it is repeated. */
  boolean whole() default false;

  /** Tells whether a value is a regular expression, and refused where it is none. */
  boolean regex() default false;

  String help();
}
