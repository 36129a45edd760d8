package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reaches another machine, over the user's own ssh. */
final class Ssh extends FarLayer {
  static final String HOST = "host";
  static final String USER = "user";
  static final String PORT = "port";
  static final String KEY = "key";
  static final String CONFIG = "config";
  static final String KNOWN_HOSTS = "known-hosts";

  static final String NAME = "ssh";
  private static final String NO_HOST = "no machine is named";
  private static final String NAME_ONE = "write ssh(host=NAME)";
  private static final String A_FILE = "a file on this side";
  // Nothing that ssh would take for an option.
  private static final String FILE = "[^-].*";

  /** Is more than ssh tries to connect: a shell over there reads its user's own files first. */
  private static final Duration ANSWERED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String meaning() {
    return "another machine, over ssh; holds other layers, limits nothing itself";
  }

  @Override
  public List<LayerOption> options() {
    return List.of(
        LayerOption.of(
            HOST,
            "the machine, or its alias in ssh's configuration; required",
            "a name or address",
            "[A-Za-z0-9_.:\\[\\]][A-Za-z0-9_.:%\\[\\]-]*"),
        LayerOption.of(
            USER,
            "who to be there (default: as ssh decides)",
            "a user's name",
            "[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]*"),
        LayerOption.of(
            PORT,
            "where its sshd listens (default: as ssh decides)",
            "1 to 65535",
            "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]"),
        LayerOption.of(
            KEY, "the private key, without a passphrase or held by an agent", A_FILE, FILE),
        LayerOption.of(CONFIG, "the configuration (default: the user's)", A_FILE, FILE),
        LayerOption.of(
            KNOWN_HOSTS,
            "the keys that hosts are checked against (default: the user's)",
            A_FILE,
            FILE));
  }

  @Override
  public Optional<String> refusal(Map<String, String> options) {
    return options.containsKey(HOST) ? Optional.empty() : Optional.of(NO_HOST + "; " + NAME_ONE);
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    if (spec.option(HOST).isEmpty()) {
      return List.of(Finding.missing(NO_HOST, NAME_ONE));
    }
    Ended version;
    try {
      version = outer.run(Command.of("ssh", "-V"));
    } catch (LaunchException e) {
      version = new Ended(127, "", "");
    }
    if (!version.succeeded()) {
      return List.of(Finding.missing("there is no ssh", "apt-get install openssh-client"));
    }
    Ended reached = outer.run(SshCommand.once(spec, "true"), ANSWERED);
    return reached.succeeded() ? List.of() : List.of(SshCommand.refusal(spec, reached));
  }

  @Override
  FarInside open(String stack, Environment outer, Spec spec) throws IOException {
    return SshInside.open(stack, outer, spec);
  }
}
