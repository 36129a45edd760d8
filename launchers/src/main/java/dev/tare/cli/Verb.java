package dev.tare.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Has what all verbs have in common: they can be asked for help and for a version, list their
 * options in the order in which they are declared, and print where they are told to.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class Verb implements Callable<Integer> {
  @Spec CommandSpec spec;

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Refuses a use of the verb that its help explains, which the message then names. */
  final ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
