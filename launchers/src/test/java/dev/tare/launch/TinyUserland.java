package dev.tare.launch;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** A userland without Java, made of the host's static busybox: enough to try the engines. */
final class TinyUserland {
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private static final List<String> PROGRAMS =
      List.of(
          "sh", "cat", "chmod", "cp", "echo", "env", "grep", "httpd", "ls", "mkdir", "mount", "dd",
          "nproc", "ps", "sleep", "stat", "sync", "tar", "test", "touch", "true");

  private final Path folder;
  private final String hash = "test" + UUID.randomUUID().toString().replace("-", "");

  private TinyUserland(Path folder) {
    this.folder = folder;
  }

  static TinyUserland in(Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(BUSYBOX), "needs busybox-static");
    TinyUserland tiny = new TinyUserland(folder);
    tiny.make();
    return tiny;
  }

  private void make() throws IOException {
    Path root = folder.resolve("rootfs");
    for (String name : List.of("bin", "proc", "sys", "dev", "tmp", "usr/share/tare")) {
      Files.createDirectories(root.resolve(name));
    }
    Files.copy(BUSYBOX, root.resolve("bin/busybox"));
    for (String program : PROGRAMS) {
      Files.createSymbolicLink(root.resolve("bin").resolve(program), Path.of("busybox"));
    }
    Files.writeString(root.resolve("usr/share/tare/userland"), hash + "\n");
    Files.writeString(
        root.resolve("usr/share/tare/files"),
        "bin\nbin/busybox\nbin/"
            + String.join("\nbin/", PROGRAMS)
            + "\nproc\nsys\ndev\ntmp\nusr\nusr/share\nusr/share/tare\nusr/share/tare/userland\n");
    for (String name : List.of("shipped", "data", "scratch")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("shipped/jar"), "shipped");
    host("").ran(Command.of("tar", "-C", root.toString(), "-cf", folder + "/" + Places.IMAGE, "."));
  }

  /** The host with this userland and its tar. */
  Host host() {
    return host(folder.toString());
  }

  /** The same as it is in a guest: the files, but no tar of them, and busybox's tar. */
  Environment likeInAGuest() {
    String path = folder.resolve("rootfs/bin") + ":" + System.getenv("PATH");
    Host guest = host("");
    return (Environment)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Environment.class},
            (proxy, method, arguments) -> {
              if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              if (method.getName().equals("start")) {
                return guest.start(((Command) arguments[0]).with("PATH", path));
              }
              return method.invoke(guest, arguments);
            });
  }

  private Host host(String images) {
    return new Host(
        new Places(
            folder.resolve("rootfs").toString(),
            images,
            "java",
            folder.resolve("shipped").toString(),
            folder.resolve("data").toString(),
            folder.resolve("scratch").toString()));
  }

  Path data() {
    return folder.resolve("data");
  }

  String image() {
    return "tare-userland:" + hash;
  }

  /** Removes what Docker made of it, where there is Docker. */
  void removeImage() throws IOException {
    Host host = host();
    for (String engine : List.of("docker", "podman")) {
      if (Programs.has(host, engine)) {
        host.run(Command.of(engine, "rmi", image()), Environment.PATIENCE);
      }
    }
  }
}
