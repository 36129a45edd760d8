package dev.tare.cli;

import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import dev.tare.proc.CpuList;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the network benchmarks until it is told to stop. */
@Command(
    name = ServeCommand.NAME,
    description = {
      "The server of the net benchmarks: TCP and UDP on one port, until SIGTERM or Ctrl-C.",
      "",
      "Prints one line when it listens. Whoever reaches it is served: name an address"
          + " to listen on only where you trust the network.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar serve --port 4242",
      "  java -jar target/benchmarks.jar serve --port 0 --bind 10.0.0.2 --cpu 1",
      "  java -jar target/benchmarks.jar net.TcpRr -p host=10.0.0.2 -p port=4242",
      "",
      "Exit: 0 told to stop; 2 usage; 5 it cannot listen, or where it does could not be written.",
    })
final class ServeCommand extends Verb {
  static final String NAME = "serve";

  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::");
  private static final int ANY = -1;
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "N",
      description = "The port, for TCP and for UDP; 0 picks a free one.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDR",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; 0.0.0.0 is all of them (default: ${DEFAULT-VALUE}).")
  private String address;

  @Option(
      names = "--cpu",
      paramLabel = "N",
      defaultValue = "-1",
      description = "The CPU to run on; -1 is any (default: ${DEFAULT-VALUE}).")
  private int cpu;

  @Option(
      names = "--owner",
      hidden = true,
      description = "The run that it belongs to: it ends with its standard input then.")
  private String owner;

  @Override
  public Integer call() {
    check();
    if (owner != null) {
      ParentMonitor.watchEnd(System.in);
    } else if (ALL_ADDRESSES.contains(address)) {
      err()
          .println(
              "tare: serves whoever reaches this machine, over every address; --bind ADDR one");
    }
    Map<String, Object> config = Map.of("port", port, "bind", address, "cpu", cpu);
    try (Probe server = Probe.open("net-server", config)) {
      PrintWriter out = out();
      out.println("listening on " + address + " port " + server.counter("port"));
      if (out.checkError()) {
        // Nobody knows its port; the end says what was lost.
        return ExitCode.FAILED;
      }
      server.batch(1);
      return ExitCode.DONE;
    } catch (ProbeException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private void check() {
    if (port < 0 || port > MOST_PORT) {
      throw new UsageFailure("--port " + port + ": from 0 to " + MOST_PORT);
    }
    Optional<String> allowed = AllowedCpus.list();
    if (cpu != ANY && !allowed.flatMap(CpuList::parse).orElseThrow().contains(cpu)) {
      throw new UsageFailure(
          "--cpu %s: may not be used here; there are %s, and -1 is any"
              .formatted(cpu, allowed.get()));
    }
  }
}
