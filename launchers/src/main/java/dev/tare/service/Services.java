package dev.tare.service;

import java.util.List;
import java.util.Optional;

/** The servers that there are. */
public final class Services {
  private static final List<Service> ALL =
      List.of(new Memcached(), new Redis(), new Nginx(), new MariaDb(0));

  private Services() {}

  /** Returns all of them, in the order of the help. */
  public static List<Service> all() {
    return ALL;
  }

  public static Optional<Service> named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
