package dev.tare.service;

import java.io.IOException;
import java.util.List;

/**
 * Is MariaDB with a database {@code sbtest} for a user {@code sb}; what it commits is on the disk.
 */
final class MariaDb implements Service {
  /** Length, sequence and protocol of its greeting. */
  private static final int BEFORE_VERSION = 5;

  /** Holds what it puts before its version for clients that know no larger one. */
  private static final String OLD_CLIENTS = "5.5.5-";

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public String program() {
    return "usr/sbin/mariadbd";
  }

  /** One statement a line: it reads its first tables so. */
  @Override
  public String preparation(At at) {
    return """
        [ ! -d mysql ] || exit 0
        share=%1$s/usr/share/mysql
        {
          printf 'create database mysql;\\nuse mysql;\\n'
          cat "$share/mysql_system_tables.sql" "$share/mysql_performance_tables.sql"
          cat "$share/mysql_system_tables_data.sql"
          printf "flush privileges;\\ncreate database sbtest;\\n"
          printf "create user sb@'%%%%' identified by 'sb';\\ngrant all on sbtest.* to sb@'%%%%';\\n"
        } | "%1$s/usr/sbin/mariadbd" --no-defaults --bootstrap --user=root --datadir="$0" \
          --lc-messages-dir="$share" --character-sets-dir="$share/charsets" \
          --innodb-log-file-size=64M
        """
        .formatted(at.pack());
  }

  @Override
  public List<String> arguments(At at) {
    String data = at.data();
    String share = at.pack() + "/usr/share/mysql";
    return List.of(
        "--no-defaults",
        "--user=root",
        "--datadir=" + data,
        "--lc-messages-dir=" + share,
        "--character-sets-dir=" + share + "/charsets",
        "--port=" + at.port(),
        "--bind-address=" + at.bind(),
        "--socket=" + data + "/socket",
        "--pid-file=" + data + "/pid",
        "--tmpdir=" + data,
        "--innodb-buffer-pool-size=512M",
        "--innodb-log-file-size=64M",
        "--innodb-flush-log-at-trx-commit=1",
        "--innodb-flush-method=O_DIRECT",
        "--skip-name-resolve",
        "--performance-schema=OFF");
  }

  @Override
  public String version(Conversation with) throws IOException {
    with.skip(BEFORE_VERSION);
    String version = with.until(0);
    return version.substring(0, version.length() - 1).replaceFirst("^" + OLD_CLIENTS, "");
  }
}
