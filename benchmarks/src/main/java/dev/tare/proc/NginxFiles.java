package dev.tare.proc;

import java.util.List;

/** Is what an nginx with one process needs in its folder: a file of 1 KiB and one of 1 MiB. */
public final class NginxFiles {
  /** Holds what the script makes, and the server, in the order in which it is to be removed. */
  public static final List<String> MADE =
      List.of("www", "temp", "www/small", "www/large", "nginx.conf", "pid");

  private NginxFiles() {}

  /**
   * Returns the text of a shell script that makes them in its working folder.
   *
   * @param bind the address that it listens on
   */
  public static String script(String bind, int port) {
    return ShellText.with(NginxFiles.class, "nginx-files", List.of(bind, Integer.toString(port)));
  }

  /** Returns the arguments of the server. */
  public static List<String> arguments(String folder) {
    return List.of("-p", folder, "-c", folder + "/nginx.conf", "-e", "stderr");
  }
}
