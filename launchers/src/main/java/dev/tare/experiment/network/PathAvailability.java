package dev.tare.experiment.network;

import dev.tare.experiment.Availability;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.StackSyntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a path can be had here, as far as can be told before it is made. */
public final class PathAvailability {
  private final Environment host;
  private final Owner owner;
  private final StackSyntax syntax;
  private final boolean root;

  /**
   * @param root whether this program may change the host's devices and read its rules
   */
  public PathAvailability(Environment host, Owner owner, StackSyntax syntax, boolean root) {
    this.host = host;
    this.owner = owner;
    this.syntax = syntax;
    this.root = root;
  }

  /**
   * What keeps a path from being had.
   *
   * @param offloads that are asked for
   * @return one line with the remedy; absent where nothing does
   */
  public Optional<String> obstacle(
      NetworkPath path, List<Offload> offloads, EndCpus cpus, boolean reverse) {
    if (reverse && path.notReversed().isPresent()) {
      return Optional.of(path.name() + ": " + path.notReversed().get());
    }
    List<String> lines = new ArrayList<>();
    lacks("ip", "iproute2").filter(line -> !path.isBare()).ifPresent(lines::add);
    if (path.via() == NetworkPath.Via.PROGRAM) {
      lacks(Affinity.PROGRAM, "util-linux").ifPresent(lines::add);
    }
    if (path.via() == NetworkPath.Via.NAT && !path.hasGuest()) {
      lacks("iptables", "iptables").ifPresent(lines::add);
      rootFor("its proof, which reads the rules that translate").ifPresent(lines::add);
    }
    if (path.isLimited() && path.hasGuest()) {
      rootFor("its tap and its bridge").ifPresent(lines::add);
    }
    if (path.offloads() && !path.hasGuest() && !offloads.isEmpty()) {
      lacks("ethtool", "ethtool").ifPresent(lines::add);
      lacks("nsenter", "util-linux").ifPresent(lines::add);
      rootFor("--offload, which sets the container's devices").ifPresent(lines::add);
    }
    if (lines.isEmpty()) {
      layer(path, cpus).ifPresent(lines::add);
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(path.name() + ": " + String.join("; ", lines));
  }

  private Optional<String> layer(NetworkPath path, EndCpus cpus) {
    Limits limits =
        path.isLimited()
            ? Limits.NONE.with("cpuset", Integer.toString(cpus.server()))
            : Limits.NONE;
    Availability outermost =
        Availability.of(host, syntax.parse(path.stack(1, Offload.AS_IS, false)), owner, limits);
    return outermost.isUsable()
        ? Optional.empty()
        : Optional.of(outermost.line().replaceFirst("^\\S+: ", ""));
  }

  private Optional<String> rootFor(String what) {
    return root
        ? Optional.empty()
        : Optional.of("not root, which it takes for " + what + "; run as root (sudo)");
  }

  private Optional<String> lacks(String program, String debian) {
    try {
      boolean there =
          host.run(Command.of("sh", "-c", "command -v \"$0\"", program), Environment.PATIENCE)
              .succeeded();
      return there
          ? Optional.empty()
          : Optional.of(program + " is not installed; apt-get install " + debian + " (Debian)");
    } catch (LaunchException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Optional.of("nothing can be run: " + e.getMessage());
    }
  }
}
