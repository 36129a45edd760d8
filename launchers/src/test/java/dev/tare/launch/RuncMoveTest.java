package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CRIU leaves of a container that was saved and did not go on, by its log. */
class RuncMoveTest {
  private static final String RULE =
      " --protocol tcp -m mark ! --mark 0xC114 --source 127.0.0.1 --sport 4000 --destination"
          + " 127.0.0.1 --dport 5000 -j DROP";

  private static final String LOG =
      "(00.01) \tRunning iptables [iptables -w -t filter -I INPUT"
          + RULE
          + "]\n(00.01) \tRunning iptables [ip6tables  -t filter -I OUTPUT"
          + RULE.replace("127.0.0.1", "::1")
          + "]\n(00.02) \tRunning iptables [iptables -F]\n"
          + "(00.02) \tRunning iptables [iptables -w -t filter -I INPUT"
          + RULE.replace("4000", "4000; touch x")
          + "]\n(00.03) \tRunning nftables [add element inet CRIU-1a-2b conns4 { 1 . 2 . 3 . 4 }]\n"
          + "(00.03) \tRunning nftables [add element inet CRIU-1a-2b conns4 { 3 . 4 . 1 . 2 }]\n"
          + "(00.04) Dumping finished successfully\n";

  @TempDir private Path base;
  private Path folder;
  private Path log;

  @BeforeEach
  void killed() throws IOException {
    folder = Files.createDirectory(base.resolve("tare-run-1"));
    Files.writeString(folder.resolve(ScratchFolders.OWNER), new Owner("r", 4_000_000, 1).text());
    log = Files.createDirectories(folder.resolve("tare-x/state")).resolve("dump.log");
  }

  @Test
  void onlyWhatCriuMadeIsTakenAway() throws IOException {
    Files.writeString(log, LOG);
    for (String program : List.of("iptables", "ip6tables", "nft")) {
      Path file = base.resolve(program);
      Files.writeString(file, "#!/bin/sh\necho \"${0##*/} $*\" >> " + base.resolve("told") + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    TreeMap<String, String> variables = new TreeMap<>();
    variables.put("PATH", base + ":" + System.getenv("PATH"));
    new Host(new Places("", "", "", "", "", ""))
        .ran(new Command(Script.of("criu-unlock", log.toString()).words(), variables));
    assertThat(base.resolve("told"))
        .content()
        .isEqualTo(
            "ip6tables -t filter -D OUTPUT"
                + RULE.replace("127.0.0.1", "::1")
                + "\niptables -w -t filter -D INPUT"
                + RULE
                + "\nnft delete table inet CRIU-1a-2b\n");
  }

  @Test
  void whatAKilledRunHasLeftIsTakenAwayWithItsFolderAndNotLostBefore() throws IOException {
    assumeThat(Files.getOwner(base).getName()).as("needs root: only it moves").isEqualTo("root");
    Files.writeString(log, LOG);
    ScratchFolders.removeAbandoned(List.of(base));
    assertThat(log).exists();
    assertThat(ScratchFolders.in(List.of(base)).get(0).removal())
        .hasSize(2)
        .first()
        .satisfies(one -> assertThat(one.words()).endsWith("criu-unlock", log.toString()));
    Files.writeString(log, "(00.04) Dumping finished successfully\n");
    ScratchFolders.removeAbandoned(List.of(base));
    assertThat(folder).doesNotExist();
  }
}
