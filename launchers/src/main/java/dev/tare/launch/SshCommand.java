package dev.tare.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows the words that ssh is called with, and what its complaints mean. */
final class SshCommand {
  /** Never asks: nobody would see the question. Nothing is forwarded, and no session is shared. */
  private static final List<String> ALWAYS =
      List.of(
          "BatchMode=yes",
          "ConnectTimeout=10",
          "ServerAliveInterval=15",
          "ServerAliveCountMax=4",
          "ClearAllForwardings=yes",
          "ForwardAgent=no",
          "ForwardX11=no",
          "PermitLocalCommand=no",
          "RemoteCommand=none",
          "RequestTTY=no");

  /** Says what to do about what ssh says; the first that fits. */
  private static final Map<String, String> REMEDIES = new LinkedHashMap<>();

  static {
    REMEDIES.put(
        "Could not resolve hostname", "check host=, or name its address in ssh's configuration");
    REMEDIES.put("Connection refused", "is sshd running there, and is it this port?");
    REMEDIES.put("timed out", "is it on, and does a firewall let port 22 (or port=) through?");
    REMEDIES.put("No route to host", "is it on, and in a network that is reached from here?");
    REMEDIES.put("Network is unreachable", "is it on, and in a network that is reached from here?");
    REMEDIES.put(
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        "make sure that it is the right machine, then ssh-keygen -R its name");
    REMEDIES.put(
        "Host key verification failed",
        "connect once by hand to confirm its key, or give known-hosts=FILE");
    REMEDIES.put(
        "Permission denied",
        "add a public key to its ~/.ssh/authorized_keys (ssh-copy-id) and give key=FILE; a"
            + " passphrase has to be in an agent, and no password can be asked for here");
  }

  private static final String ANYTHING_ELSE = "see whether ssh reaches it by hand";

  private SshCommand() {}

  static Command once(Spec spec, String remote) {
    return base(spec).and("-o", "ControlPath=none", "-T", target(spec), remote);
  }

  /**
   * The connection that is kept, with the command that ends when its standard input does.
   *
   * @param socket through which other commands share it
   */
  static Command kept(Spec spec, String socket, String remote) {
    // A session of its own: Ctrl-C in the terminal must not cut what cleaning up needs.
    return Command.of("setsid")
        .and(base(spec).words())
        .and("-o", "ControlMaster=yes", "-o", "ControlPersist=no", "-S", socket, "-T")
        .and(target(spec), remote);
  }

  /** A command over the kept connection; fails where that has ended, and makes no new one. */
  static Command shared(Spec spec, String socket, String remote) {
    return base(spec)
        .and("-o", "ControlMaster=no", "-o", "ProxyJump=none", "-o", "ProxyCommand=false")
        .and("-S", socket, "-T", target(spec), remote);
  }

  /**
   * A connection of its own that leads to sockets over there until its standard input ends.
   *
   * @param sockets of this side, and which of that side each leads to
   */
  static Command leading(Spec spec, Map<String, String> sockets) {
    // The first word counts: everything else is called so that nothing is forwarded.
    Command command = Command.of("setsid", "ssh", "-o", "ClearAllForwardings=no");
    List<String> words = base(spec).words();
    command = command.and(words.subList(1, words.size()));
    command = command.and("-o", "ControlPath=none", "-o", "ExitOnForwardFailure=yes", "-T");
    for (Map.Entry<String, String> one : sockets.entrySet()) {
      command = command.and("-L", one.getKey() + ":" + one.getValue());
    }
    return command.and(target(spec), "cat >/dev/null");
  }

  private static Command base(Spec spec) {
    List<String> words = new ArrayList<>(List.of("ssh"));
    spec.option(Ssh.CONFIG).ifPresent(file -> words.addAll(List.of("-F", file)));
    spec.option(Ssh.USER).ifPresent(user -> words.addAll(List.of("-l", user)));
    spec.option(Ssh.PORT).ifPresent(port -> words.addAll(List.of("-p", port)));
    spec.option(Ssh.KEY)
        .ifPresent(file -> words.addAll(List.of("-i", file, "-o", "IdentitiesOnly=yes")));
    spec.option(Ssh.KNOWN_HOSTS)
        .ifPresent(file -> words.addAll(List.of("-o", "UserKnownHostsFile=" + escaped(file))));
    for (String option : ALWAYS) {
      words.addAll(List.of("-o", option));
    }
    return Command.of(words);
  }

  /**
   * Returns it as ssh reads a file's name in an option: blanks split it, and percent signs are
   * tokens.
   */
  private static String escaped(String file) {
    return "\"" + file.replace("%", "%%").replace("\"", "\\\"") + "\"";
  }

  private static String target(Spec spec) {
    return spec.option(Ssh.HOST, "");
  }

  /** Says why a connection did not come about, in one line with the remedy. */
  static Finding refusal(Spec spec, Ended ended) {
    String what = target(spec) + " is not reached: ";
    String said = ended.err().isBlank() ? "ssh ended with " + ended.exit() : ended.lastLine();
    return Finding.first(
            REMEDIES, ended.err(), line -> what + line.replaceAll("^[@\\s]+|[@\\s.]+$", ""))
        .orElseGet(() -> Finding.missing(what + said, ANYTHING_ELSE));
  }
}
