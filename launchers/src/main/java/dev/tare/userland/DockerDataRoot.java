package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.EngineJson;
import dev.tare.launch.Places;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the folder in which a guest's Docker finds the userland as an image, in the layout of its
 * overlay2 store, so that no guest imports it. Its one layer are links to the userland's own files.
 */
final class DockerDataRoot {
  private static final String FOLDER = "var/lib/docker";
  private static final String SHA256 = "sha256:";
  private static final String LINK = "TAREUSERLANDTAREUSERLAND00";

  private DockerDataRoot() {}

  static void write(Path root, Userland userland, String tag) throws IOException {
    Path docker = root.resolve(FOLDER);
    Path store = docker.resolve("overlay2");
    String layer = Sha256.ofFile(userland.image());
    Files.createDirectories(store.resolve(layer));
    Files.createDirectories(store.resolve("l"));
    HostPrograms.ran(
        Command.of("cp", "-al", userland.rootfs().toString())
            .and(store.resolve(layer).resolve("diff").toString()),
        "it has to be GNU cp");
    Files.writeString(store.resolve(layer).resolve("link"), LINK);
    Files.createSymbolicLink(store.resolve("l").resolve(LINK), Path.of("..", layer, "diff"));
    Path images = docker.resolve("image/overlay2");
    Path layers = Files.createDirectories(images.resolve("layerdb/sha256").resolve(layer));
    Files.writeString(layers.resolve("diff"), SHA256 + layer);
    Files.writeString(layers.resolve("cache-id"), layer);
    Files.writeString(layers.resolve("size"), Long.toString(Files.size(userland.image())));
    String config =
        EngineJson.MAPPER.writeValueAsString(
            OciImage.config(
                List.of(layer), Map.of("Env", List.of("PATH=" + Places.USERLAND_PATH))));
    String id = Sha256.hex(config);
    Path contents = Files.createDirectories(images.resolve("imagedb/content/sha256"));
    Files.writeString(contents.resolve(id), config);
    String name = tag.replaceFirst(":.*", "");
    Files.writeString(
        images.resolve("repositories.json"),
        EngineJson.MAPPER.writeValueAsString(
            Map.of("Repositories", Map.of(name, Map.of(tag, SHA256 + id)))));
  }
}
