package dev.tare.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs commands out of a process as small as one can be: what a command takes of time and of memory
 * is its own, and not that of a JVM which forks.
 */
public final class TimedCommand {
  private static final int SIGNAL = 0x7f;
  private static final int EXIT_SHIFT = 8;
  private static final int BYTE = 0xff;
  private static final int SIGNALLED = 128;
  private static final int NS_PER_US = 1000;
  private static final int BYTES_PER_KB = 1024;

  private final String program;

  private TimedCommand(String program) {
    this.program = program;
  }

  /**
   * What a command took, by wait4.
   *
   * @param wallNs from before it was forked until it was waited for
   * @param cpuNs of it and of what it waited for, user and system
   * @param mostBytes its peak of resident memory, or that of the largest process that it waited for
   * @param exit its exit code; 128 and the signal, where one ended it
   * @param errno why it could not be started; 0 where it was
   */
  public record Usage(long wallNs, long cpuNs, long mostBytes, int exit, int errno) {}

  /**
   * Makes the process's program, in memory.
   *
   * @throws ProbeException where this system does not allow that
   */
  public static TimedCommand open() {
    Library.load();
    long file = Library.tare_spawner_file();
    if (file < 0) {
      throw new ProbeException(
          "no executable memory file; set sysctl vm.memfd_noexec to 0 or 1", (int) -file);
    }
    // The file as this process has it open: its children find it there.
    return new TimedCommand("/proc/" + ProcessHandle.current().pid() + "/fd/" + file);
  }

  /**
   * The words of a process that runs a command once.
   *
   * @param usage the file that it leaves what that took in
   * @param command the program as a path, and its arguments
   */
  public List<String> words(Path usage, List<String> command) {
    List<String> words = new ArrayList<>(List.of(program, "time", usage.toString(), "--"));
    words.addAll(command);
    return words;
  }

  /** Reads what such a process left. */
  public static Usage read(Path usage) throws IOException {
    ByteBuffer said = ByteBuffer.wrap(Files.readAllBytes(usage)).order(ByteOrder.nativeOrder());
    long wallNs = said.getLong();
    long cpuNs = (said.getLong() + said.getLong()) * NS_PER_US;
    long mostBytes = said.getLong() * BYTES_PER_KB;
    int status = (int) said.getLong();
    int signal = status & SIGNAL;
    int exit = signal == 0 ? status >> EXIT_SHIFT & BYTE : SIGNALLED + signal;
    return new Usage(wallNs, cpuNs, mostBytes, exit, (int) -said.getLong());
  }
}
