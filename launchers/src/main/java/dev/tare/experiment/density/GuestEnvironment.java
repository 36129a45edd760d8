package dev.tare.experiment.density;

import dev.tare.experiment.Session;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Limits;
import dev.tare.launch.Places;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An environment among others of a session: the folder that all of them have in common holds one
 * for each, and closing it tells the session.
 */
public final class GuestEnvironment implements Environment {
  private final Session session;
  private final Environment inner;
  private final String data;

  private GuestEnvironment(Session session, Environment inner, String data) {
    this.session = session;
    this.inner = inner;
    this.data = data;
  }

  /**
   * Makes one.
   *
   * @param role names its folder for data
   */
  public static GuestEnvironment enter(Session session, Stack stack, Limits limits, String role)
      throws IOException {
    Environment inner = session.enter(stack, limits);
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
  public String stack() {
    return inner.stack();
  }

  @Override
  public Places places() {
    Places places = inner.places();
    return new Places(
        places.userland(),
        places.images(),
        places.java(),
        places.shipped(),
        data,
        places.scratch());
  }

  @Override
  public Process start(Command command) throws IOException {
    return inner.start(command);
  }

  @Override
  public void push(Path from, String to) throws IOException {
    inner.push(from, to);
  }

  @Override
  public void pull(String from, Path to) throws IOException {
    inner.pull(from, to);
  }

  @Override
  public Optional<String> address() throws IOException {
    return inner.address();
  }

  @Override
  public Facts facts() throws IOException {
    return inner.facts();
  }

  @Override
  public Limits limits() throws IOException {
    return inner.limits();
  }

  @Override
  public Optional<String> outsidePid() throws IOException {
    return inner.outsidePid();
  }

  @Override
  public boolean isDry() {
    return inner.isDry();
  }

  @Override
  public void close() throws IOException {
    session.leave(inner);
  }
}
