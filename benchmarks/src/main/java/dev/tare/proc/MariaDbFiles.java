package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * Is what a MariaDB with a database {@code sbtest} for a user {@code sb} needs in its folder: its
 * tables, and a table of sysbench's where one is asked for. They are made once for all the servers
 * whose folders lie beside each other; each server has a copy.
 *
 * @param pack the folder of the server's software
 * @param sysbench the folder of sysbench; not looked at without rows
 * @param rows of the table {@code sbtest1}; 0: there is none
 */
public record MariaDbFiles(String pack, String sysbench, int rows) {
  /** Is how many rows there are where nothing else is asked for. */
  public static final int ROWS = 100_000;

  /** Is the folder, beside the server's, of what was made once. */
  public String ready() {
    return "mariadb-ready-" + rows;
  }

  /**
   * Returns the text of a shell script that makes them in its working folder, which it empties.
   *
   * @param ready the folder of what is made once, or is there already
   */
  public String script(String ready) {
    return ShellText.with(
        MariaDbFiles.class,
        "mariadb-files",
        List.of(ready, pack, sysbench, Integer.toString(rows)));
  }

  /**
   * Returns the arguments of the server; what it commits is on the disk.
   *
   * @param folder its own
   */
  public List<String> arguments(String folder, String bind, int port) {
    String share = pack + "/usr/share/mysql";
    return new ArrayList<>(
        List.of(
            "--no-defaults",
            "--user=root",
            "--datadir=" + folder,
            "--lc-messages-dir=" + share,
            "--character-sets-dir=" + share + "/charsets",
            "--port=" + port,
            "--bind-address=" + bind,
            "--socket=socket",
            "--pid-file=" + folder + "/pid",
            "--tmpdir=" + folder,
            "--innodb-buffer-pool-size=512M",
            "--innodb-log-file-size=64M",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-flush-method=O_DIRECT",
            "--skip-name-resolve",
            "--performance-schema=OFF"));
  }
}
