package dev.tare.bench.capture;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States how long a benchmark takes where its iterations do not tell it, roughly, on two CPUs: only
 * the estimate of a run is made of that.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(TakesAbout.Each.class)
public @interface TakesAbout {
  /** Returns the value of a parameter that it is about, as {@code corpus=256}; empty: any other. */
  String where() default "";

  /** Returns what a fork does before its first iteration and after its last, s. */
  double preparing() default 0;

  /** Returns what one invocation takes where that is longer than an iteration, s. */
  double invocation() default 0;

  /** Holds those of a benchmark. */
  @Documented
  @Inherited
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Each {
    /** Returns them. */
    TakesAbout[] value();
  }
}
