package dev.tare.service;

import dev.tare.proc.MariaDbFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Is MariaDB with a database {@code sbtest} for a user {@code sb}; what it commits is on the disk.
 *
 * @param rows of sysbench's table in there; 0: there is none
 */
record MariaDb(int rows) implements Service {
  /** Counts the bytes of length, sequence and protocol of its greeting. */
  private static final int BEFORE_VERSION = 5;

  /** Is what it puts before its version for clients that know no larger one. */
  private static final String OLD_CLIENTS = "5.5.5-";

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public String program() {
    return "usr/sbin/mariadbd";
  }

  @Override
  public List<String> packs() {
    return List.of(name(), "sysbench");
  }

  @Override
  public Service withRows(int other) {
    return new MariaDb(other);
  }

  /** Begins with the same data, whatever a server did with them before. */
  @Override
  public String preparation(At at) {
    MariaDbFiles files = files(at);
    return files.script("../" + files.ready());
  }

  @Override
  public Optional<String> ready() {
    return Optional.of(new MariaDbFiles("", "", rows).ready());
  }

  private MariaDbFiles files(At at) {
    return new MariaDbFiles(at.pack(), at.pack() + "/../sysbench", rows);
  }

  @Override
  public List<String> arguments(At at) {
    return files(at).arguments(at.data(), at.bind(), at.port());
  }

  @Override
  public String version(Conversation with) throws IOException {
    with.skip(BEFORE_VERSION);
    String version = with.until(0);
    return version.substring(0, version.length() - 1).replaceFirst("^" + OLD_CLIENTS, "");
  }
}
