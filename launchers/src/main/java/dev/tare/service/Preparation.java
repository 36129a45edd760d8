package dev.tare.service;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import dev.tare.launch.Script;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the data of a server ready before it starts. */
public final class Preparation {
  /** A million rows take minutes. */
  private static final Duration LONGER = Duration.ofMinutes(30);

  private static final String PACKED = ".tar.gz";

  private Preparation() {}

  static Service.At at(Environment environment, Service service, String bind, int port) {
    Places places = environment.places();
    String path = Pack.command(places, service.name(), service.program()).words().get(0);
    return new Service.At(
        bind,
        port,
        places.data() + "/" + service.name(),
        path.substring(0, path.length() - service.program().length() - 1));
  }

  static void run(Environment environment, Service service, Service.At at, Consumer<String> console)
      throws IOException {
    environment.ran(Command.of("mkdir", "-p", at.data()));
    String script = service.preparation(at);
    if (script.isEmpty()) {
      return;
    }
    script.lines().forEach(line -> console.accept(service.name() + " is prepared by: " + line));
    Command program = Pack.command(environment.places(), service.name(), service.program());
    Command make =
        new Command(Script.of("in-folder", at.data(), script).words(), program.variables());
    Ended ended = environment.run(make, LONGER);
    ended.err().lines().forEach(line -> console.accept(service.name() + ": " + line));
    if (!ended.succeeded()) {
      throw new LaunchException(
          "%s: its data cannot be made ready in %s: %s"
              .formatted(service.name(), at.data(), Complaint.of(ended.err().lines().toList())));
    }
  }

  /**
   * Brings what the script makes once into an environment with a disk of its own: made on the host,
   * once for a run, and copied. A guest would take minutes for it each time, emulated hours.
   *
   * @param console gets what is said meanwhile
   */
  public static void bring(
      Environment host, Environment into, Service service, Consumer<String> console)
      throws IOException {
    Optional<String> ready = service.ready();
    if (ready.isEmpty()) {
      return;
    }
    Path packed = Path.of(host.places().data(), ready.get() + PACKED);
    if (!host.isDry() && !Files.exists(packed)) {
      pack(host, service, ready.get(), console);
    }
    String data = into.places().data();
    into.ran(Command.of("mkdir", "-p", data));
    into.push(packed, data + "/" + packed.getFileName());
    Command there = Script.of("ready-unpack", data, packed.getFileName().toString());
    into.run(there, LONGER).checked(into, there);
  }

  private static void pack(
      Environment host, Service service, String ready, Consumer<String> console)
      throws IOException {
    Service.At usual = at(host, service, "127.0.0.1", 1);
    Service.At at = new Service.At(usual.bind(), 1, usual.data() + "-made", usual.pack());
    try {
      run(host, service, at, console);
    } finally {
      host.ran(Command.of("rm", "-rf", at.data()));
    }
    Command make = Script.of("ready-pack", host.places().data(), ready, ready + PACKED);
    host.run(make, LONGER).checked(host, make);
  }
}
