package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * Is a program that ends with whoever holds it: when its standard input comes to an end, which is
 * also how a process ends that is killed, the program gets its signal, and after ten seconds the
 * one that nothing survives.
 */
public final class HeldProgram {
  private HeldProgram() {}

  /**
   * The words of a shell that holds a program; its exit code is the program's.
   *
   * @param signal that asks the program to stop, such as TERM
   * @param words the program and its arguments
   */
  public static List<String> words(String signal, List<String> words) {
    List<String> held = new ArrayList<>(List.of(signal));
    held.addAll(words);
    return ShellText.words(HeldProgram.class, "held", held);
  }
}
