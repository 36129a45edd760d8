package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Is another machine, on which a run has folders for as long as it is connected. */
interface FarSide {
  /** Begins the lines that its keeper says; login scripts may print others. */
  String MARK = "tare ";

  /**
   * Is what the far side said of itself.
   *
   * @param cache its cache folder for this program
   * @param scratch this run's folder there
   * @param data this run's folder there that disk benchmarks measure
   * @param arch as uname has it
   * @param address at which this side reached it; {@code -} where the server does not say
   * @param job that it is in; {@code -} where no scheduler gave it
   */
  record Far(String cache, String scratch, String data, String arch, String address, String job) {}

  /** Returns its name. */
  String host();

  Far far();

  /**
   * Returns the command of this side that runs a command over there: each word arrives as it is.
   */
  Command command(Command inside);

  /** Ends it, and with it what it has over there. */
  void close() throws IOException;

  /** Ends the input of a keeper, which then removes the run's folders and ends. */
  static void release(Process keeper) {
    try {
      keeper.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already, which is what was wanted.
    }
  }

  /** Reads what a keeper says; null where it ended before it had said all. */
  static CompletableFuture<Far> told(Process keeper) {
    CompletableFuture<Far> said = new CompletableFuture<>();
    List<String> told = new ArrayList<>();
    LinePump.start(
        "keeper",
        keeper.getInputStream(),
        line -> {
          if (line.startsWith(MARK)) {
            told.add(line.substring(MARK.length()));
          }
          if (told.size() == 6) {
            said.complete(
                new Far(
                    told.get(0), told.get(1), told.get(2), told.get(3), told.get(4), told.get(5)));
          }
        },
        () -> said.complete(null));
    return said;
  }
}
