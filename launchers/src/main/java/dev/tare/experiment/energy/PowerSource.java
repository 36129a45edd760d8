package dev.tare.experiment.energy;

import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Tells what energy this host uses between two moments. */
interface PowerSource {
  /** Says where it is read, and of what. */
  String words();

  Window begin() throws IOException;

  interface Window extends Closeable {
    /** Reads what would be lost if it were read only at the end: a counter that wraps around. */
    default void look() {}

    /**
     * Ends it.
     *
     * @throws IOException in one line, where it cannot be told what was used
     */
    Joules end() throws IOException, InterruptedException;

    @Override
    default void close() {}
  }

  /**
   * Finds the meter where there is one, or else the first source that can be read.
   *
   * @param host this machine
   * @param files its /sys
   * @param meter a meter's file
   * @throws LaunchException in one line, with all that was looked at and why each will not do
   */
  static PowerSource find(Environment host, ProcFiles files, Optional<Path> meter)
      throws IOException {
    if (meter.isPresent()) {
      MeterFile file = new MeterFile(meter.get(), Instant::now);
      file.read();
      return file;
    }
    Powercap powercap = new Powercap(files, System::nanoTime);
    Optional<String> first = powercap.obstacle();
    if (first.isEmpty()) {
      return powercap;
    }
    PerfPower perf = new PerfPower(host, files, System::nanoTime);
    Optional<String> second = perf.obstacle();
    if (second.isEmpty()) {
      return perf;
    }
    throw new LaunchException(
        "energy is unavailable here: "
            + first.get()
            + "; "
            + second.get()
            + "; a meter's readings can be given with --meter FILE.csv");
  }
}
