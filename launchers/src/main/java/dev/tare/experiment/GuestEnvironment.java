package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import dev.tare.launch.Places;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An environment among others of a session: the folder that all of them have in common holds one
 * for each, and closing it tells the session.
 */
final class GuestEnvironment extends ForwardingEnvironment {
  private final Session session;
  private final String data;

  private GuestEnvironment(Session session, Environment inner, String data) {
    super(inner);
    this.session = session;
    this.data = data;
  }

  /**
   * Makes one of an environment of the session.
   *
   * @param role names its folder for data
   */
  static GuestEnvironment of(Session session, Environment inner, String role) throws IOException {
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
  public Ended run(Command command, Duration limit) throws IOException {
    return inner().run(command, limit);
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
