package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * Is a program that ends with whoever holds it: when its standard input comes to an end, which is
 * also how a process ends that is killed, the program gets its signal, and after ten seconds the
 * one that nothing survives.
 */
public final class HeldProgram {
  private static final String SCRIPT =
      """
      signal=$1
      shift
      exec 3<&0
      "$@" </dev/null 3<&- &
      program=$!
      {
        cat <&3
        kill -s "$signal" "$program"
        tries=0
        while [ "$tries" -lt 100 ] && kill -0 "$program"; do
          sleep 0.1
          tries=$((tries + 1))
        done
        kill -s KILL "$program"
      } >/dev/null 2>&1 &
      watcher=$!
      exec 3<&-
      wait "$program"
      code=$?
      kill "$watcher" 2>/dev/null
      exit "$code"
      """;

  private HeldProgram() {}

  /**
   * The words of a shell that holds a program; its exit code is the program's.
   *
   * @param signal that asks the program to stop, such as TERM
   * @param words the program and its arguments
   */
  public static List<String> words(String signal, List<String> words) {
    List<String> all = new ArrayList<>(List.of("sh", "-c", SCRIPT, "held", signal));
    all.addAll(words);
    return all;
  }
}
