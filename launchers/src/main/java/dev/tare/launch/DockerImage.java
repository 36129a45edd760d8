package dev.tare.launch;

import java.io.IOException;
import java.util.List;

/**
 * Is the userland as an image, named by the hash of what it was made of: imported once on a host,
 * and kept as a cache.
 *
 * @param outer where the engine is
 * @param engine its client
 * @param tag the image's name
 */
record DockerImage(Environment outer, String engine, String tag) {
  static DockerImage of(Environment outer, String engine) throws IOException {
    String root = outer.places().userland();
    if (root.isEmpty()) {
      throw new LaunchException(DockerCheck.noUserland().line());
    }
    String hash = outer.read(inside(root, Places.USERLAND_HASH)).strip();
    return new DockerImage(outer, engine, Places.USERLAND_IMAGE + (outer.isDry() ? "HASH" : hash));
  }

  private static String inside(String root, String path) {
    return root.equals("/") ? path : root + path;
  }

  /** Returns the name of the same with a layer of files that nobody wrote to. */
  String lower() {
    return tag.replace(":", "-lower:");
  }

  /**
   * Makes that one: a container writes the files, and is committed.
   *
   * @param client with what stands before its verbs
   * @param words of the engine's own for a container to run
   */
  void makeLower(Command client, List<String> words, Spec spec) throws IOException {
    String container = spec.name() + "-lower";
    Command run =
        client
            .and("run", "--name", container, "--label", Owner.LABEL + "=" + spec.owner().text())
            .and(words)
            .and("--network", "none", "--entrypoint", "sh", tag);
    try {
      outer.ran(run.and(Script.of("lower-files", Places.DATA).words().subList(1, 5)));
      outer.ran(client.and("commit", "--change", "LABEL " + Owner.LABEL + "=", container, lower()));
    } finally {
      outer.run(client.and("rm", "--force", container));
    }
  }

  /** Imports the image; again it does no harm. */
  void make() throws IOException {
    Places places = outer.places();
    String root = places.userland();
    String path = "ENV PATH=" + Places.USERLAND_PATH;
    outer.ran(
        places.images().isEmpty()
            ? Script.of(
                "docker-import", root, inside(root, Places.USERLAND_FILES), path, tag, engine)
            : Command.of(engine, "import", "--change", path)
                .and(places.images() + "/" + Places.IMAGE, tag));
  }
}
