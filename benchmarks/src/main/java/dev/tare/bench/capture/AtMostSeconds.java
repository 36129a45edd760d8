package dev.tare.bench.capture;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks benchmarks whose invocation is many operations: at a low rate, which their parameter {@code
 * rate} says, it is only as many as come in so many seconds. They ask JMH how many that are.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AtMostSeconds {
  /** Returns the seconds. */
  int value();
}
