package dev.tare.cli;

import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The far end of the network benchmarks, until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The far end of the net benchmarks: TCP and UDP on one port, until SIGTERM or" + " Ctrl-C.",
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
      "Exit: 0 told to stop; 2 usage; 5 it cannot listen.",
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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

  @Override
  public Integer call() {
    Map<String, Object> config = new HashMap<>();
    config.put("port", port);
    config.put("bind", address);
    config.put("cpu", cpu);
    try (Probe server = Probe.open("net-server", config)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("listening on " + address + " port " + server.counter("port"));
      out.flush();
      server.batch(1);
      return ExitCode.DONE;
    } catch (ProbeException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
