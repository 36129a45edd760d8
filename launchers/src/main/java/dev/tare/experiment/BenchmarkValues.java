package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Is {@code -p} of an experiment that runs benchmarks; a plan of an earlier version has none. */
@Parameter(
    name = "-p",
    label = Parameter.NAMED,
    whole = true,
    help = "A parameter's value, of all benchmarks that have it; may be repeated")
@JacksonAnnotationsInside
@JsonSetter(nulls = Nulls.AS_EMPTY)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface BenchmarkValues {}
