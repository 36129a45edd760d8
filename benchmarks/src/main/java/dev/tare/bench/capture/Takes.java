package dev.tare.bench.capture;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a text parameter takes, so that it can be refused before anything runs. Numbers take
 * what is not negative without being told.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Takes {
  /** Returns a regular expression; of a few words, the words with {@code |} between them. */
  String value();

  /** Returns the same as a person reads it; empty: the words. */
  String like() default "";
}
