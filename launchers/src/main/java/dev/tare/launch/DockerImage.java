package dev.tare.launch;

import java.io.IOException;

/**
 * The userland as an image, named by the hash of what it was made of: imported once on a host, and
 * kept as a cache.
 *
 * @param outer where the engine is
 * @param engine its client
 * @param tag the image's name
 */
record DockerImage(Environment outer, String engine, String tag) {
  /**
   * $0: the root; $1: the import's change; $2: the image; $3: the engine. Where there is no tar of
   * it, as in a guest, whose own tar reads no lists.
   */
  private static final String STREAM =
      "if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi; set -f; IFS='\n';"
          + " tar -C \"$0\" -cf - --no-recursion $(cat \"$0"
          + Places.USERLAND_FILES
          + "\") | \"$3\" import --change \"$1\" - \"$2\""
          + " || { \"$3\" rmi \"$2\" >/dev/null 2>&1; exit 1; }";

  /** The image of the userland that an environment has. */
  static DockerImage of(Environment outer, String engine) throws IOException {
    String root = outer.places().userland();
    if (root.isEmpty()) {
      throw new LaunchException(DockerCheck.noUserland().line());
    }
    String hash = outer.ran(Command.of("cat", inside(root, Places.USERLAND_HASH))).strip();
    return new DockerImage(outer, engine, Places.USERLAND_IMAGE + (outer.isDry() ? "HASH" : hash));
  }

  private static String inside(String root, String path) {
    return root.equals("/") ? path : root + path;
  }

  /** Imports the image; again it does no harm. */
  void make() throws IOException {
    Places places = outer.places();
    String path = "ENV PATH=" + Places.USERLAND_PATH;
    outer.ran(
        places.images().isEmpty()
            ? Command.of("sh", "-c", STREAM, places.userland(), path, tag, engine)
            : Command.of(engine, "import", "--change", path)
                .and(places.images() + "/" + Places.IMAGE, tag));
  }
}
