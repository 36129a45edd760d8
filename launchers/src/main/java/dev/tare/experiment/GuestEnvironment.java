package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.Places;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.Optional;

/**
 * An environment among others of a session: the folder that all of them have in common holds one
 * for each, and closing it tells the session.
 */
public final class GuestEnvironment extends ForwardingEnvironment {
  private final Session session;
  private final String data;

  private GuestEnvironment(Session session, Environment inner, String data) {
    super(inner);
    this.session = session;
    this.data = data;
  }

  /**
   * Makes one.
   *
   * @param role names its folder for data
   * @param pool whose memory it has; absent: the host's
   */
  public static GuestEnvironment enter(
      Session session, Stack stack, Limits limits, String role, Optional<MemoryPool> pool)
      throws IOException {
    return of(session, session.enter(stack, limits, pool), role);
  }

  static GuestEnvironment enterShared(
      Session session, Environment guest, Stack stack, Limits limits, String role)
      throws IOException {
    return of(session, session.enterShared(guest, stack, limits), role);
  }

  private static GuestEnvironment of(Session session, Environment inner, String role)
      throws IOException {
    String data = inner.places().data() + "/" + role;
    try {
      inner.ran(Command.of("mkdir", "-p", data));
    } catch (IOException e) {
      session.leave(inner);
      throw e;
    }
    return new GuestEnvironment(session, inner, data);
  }

  @Override
  public Places places() {
    Places places = inner().places();
    return new Places(
        places.userland(),
        places.images(),
        places.java(),
        places.shipped(),
        data,
        places.scratch());
  }

  @Override
  public Optional<String> outsidePid() throws IOException {
    return inner().outsidePid();
  }

  @Override
  public void close() throws IOException {
    session.leave(inner());
  }
}
