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
   * Returns the text of a shell script that makes them in its working folder. The server reads its
   * first tables one statement a line.
   *
   * @param ready the folder of what is made once, or is there already
   */
  public String script(String ready) {
    return """
        ready=%1$s
        share=%2$s/usr/share/mysql
        server() {
          exec "%2$s/usr/sbin/mariadbd" --no-defaults --user=root --datadir="$half" \
            --lc-messages-dir="$share" --character-sets-dir="$share/charsets" \
            --innodb-log-file-size=64M "$@"
        }
        if [ ! -d "$ready" ]; then
          half=$ready.$$
          trap 'rm -rf "$half"' EXIT
          mkdir "$half"
          half=$(cd "$half" && pwd)
          {
            printf 'create database mysql;\\nuse mysql;\\n'
            cat "$share/mysql_system_tables.sql" "$share/mysql_performance_tables.sql"
            cat "$share/mysql_system_tables_data.sql"
            printf "flush privileges;\\ncreate database sbtest;\\n"
            printf "create user sb@'%%%%' identified by 'sb';\\ngrant all on sbtest.* to sb@'%%%%';\\n"
          } | server --bootstrap
        %3$s  [ -d "$ready" ] || mv "$half" "$ready"
        fi
        cp -a "$ready/." .
        """
        .formatted(ready, pack, rows == 0 ? "" : loading());
  }

  /** The socket has a short name: a long path is none of a socket's. */
  private String loading() {
    return """
          socket=$(mktemp -u)
          server --skip-networking --socket="$socket" --pid-file="$half/pid" --tmpdir="$half" \
            --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 &
          loaded=$!
          while [ ! -S "$socket" ] && kill -0 "$loaded"; do sleep 0.1; done
          LD_LIBRARY_PATH=%1$s/lib LUA_PATH="%1$s/usr/share/sysbench/?.lua" \
            "%1$s/usr/bin/sysbench" --db-driver=mysql --mysql-socket="$socket" --mysql-user=sb \
            --mysql-password=sb --mysql-db=sbtest --tables=1 --table-size=%2$d \
            "%1$s/usr/share/sysbench/oltp_read_write.lua" prepare >&2 || { kill "$loaded"; exit 1; }
          kill "$loaded"
          wait "$loaded"
        """
        .formatted(sysbench, rows)
        .indent(0);
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
