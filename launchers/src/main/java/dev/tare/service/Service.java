package dev.tare.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Is a server. A new one is such a class, a pack of software, and a line in {@link Services}. */
public interface Service {
  /** Returns what it is called; so are its pack, and the package in there that has its version. */
  String name();

  /** Returns its program's path in the pack. */
  String program();

  /** Returns the program's arguments, which are its configuration, beside its preparation. */
  List<String> arguments(At at);

  /**
   * Asks it for its version, which it answers only when it is ready.
   *
   * @throws IOException where it does not answer, or not like this server
   */
  String version(Conversation with) throws IOException;

  /**
   * Returns the text of a shell script that makes its data and its configuration ready, in the
   * server's own folder. Empty where there is none to make.
   */
  default String preparation(At at) {
    return "";
  }

  /** Names the folder, beside its own, of what that script makes once; absent where nothing is. */
  default Optional<String> ready() {
    return Optional.empty();
  }

  /** Returns the packs of what it and its load are, and of what makes its data. */
  default List<String> packs() {
    return List.of(name());
  }

  /**
   * Returns the same with a table of so many rows, for a load that reads and writes one.
   *
   * @param rows from 1; a server without tables is the same
   */
  default Service withRows(int rows) {
    return this;
  }

  /** Returns the signal that asks it to stop. */
  default String signal() {
    return "TERM";
  }

  /**
   * Describes where a server is to be.
   *
   * @param bind the address that it listens on
   * @param data a folder of its own, on the disk that is measured; it is there
   * @param pack the folder of its software
   */
  record At(String bind, int port, String data, String pack) {}
}
