package dev.tare.userland;

import dev.tare.launch.EngineJson;
import dev.tare.launch.Places;
import dev.tare.launch.ScratchFolders;
import dev.tare.result.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the userland and the jar as one image that engines load: in OCI's image layout, and with
 * the manifest that Docker reads since 1.10 beside it. Its command line is the jar's.
 */
public final class OciImage {
  private static final String SHA256 = "sha256:";
  private static final String OCI = "application/vnd.oci.image.";
  private static final String JAR = "opt/tare/tare.jar";

  private final Path layout;
  private final Path blobs;

  private OciImage(Path layout) throws IOException {
    this.layout = layout;
    this.blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
  }

  /**
   * Writes an image as a tar file, whole or not at all.
   *
   * @param file the tar file, which is replaced where it exists
   * @param tag the image's name and tag; it has the tag latest, too
   * @throws IOException where there is no room, or the folder cannot be written
   */
  public static void write(Path file, Userland userland, Path jar, String tag) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path scratch = Files.createTempDirectory(folder, ".image");
    try {
      OciImage image = new OciImage(Files.createDirectory(scratch.resolve("layout")));
      image.fill(userland, image.withJar(scratch, jar), tag);
      Path whole = scratch.resolve("image.tar");
      Tar.pack(image.layout, whole, "--dereference");
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      ScratchFolders.remove(scratch);
    }
  }

  /** Returns what an engine is to know of an image of such layers, each by its SHA-256. */
  static Map<String, Object> config(List<String> layers, Map<String, Object> process) {
    return Map.of(
        "architecture",
        System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
        "os",
        "linux",
        "created",
        "1970-01-01T00:00:00Z",
        "config",
        process,
        "rootfs",
        Map.of("type", "layers", "diff_ids", layers.stream().map(SHA256::concat).toList()));
  }

  private Path withJar(Path scratch, Path jar) throws IOException {
    Path root = scratch.resolve("jar");
    Files.createDirectories(root.resolve(JAR).getParent());
    Files.copy(jar, root.resolve(JAR));
    Files.createDirectory(root.resolve("work"));
    Path layer = scratch.resolve("jar.tar");
    Tar.pack(root, layer, "--mode=a+rX");
    return layer;
  }

  private void fill(Userland userland, Path jarLayer, String tag) throws IOException {
    List<String> layers = new ArrayList<>();
    List<Map<String, Object>> described = new ArrayList<>();
    for (Path layer : List.of(userland.image(), jarLayer)) {
      String hash = Sha256.ofFile(layer);
      Files.createSymbolicLink(blobs.resolve(hash), layer);
      layers.add(hash);
      described.add(descriptor("layer.v1.tar", hash, Files.size(layer)));
    }
    Map<String, Object> config = blob("config.v1+json", config(layers, process()));
    Map<String, Object> manifest =
        blob(
            "manifest.v1+json",
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                OCI + "manifest.v1+json",
                "config",
                config,
                "layers",
                described));
    List<String> tags = List.of(tag, tag.replaceFirst(":.*", ":latest"));
    // Podman looks into the one list, Docker into the other.
    List<Map<String, Object>> named = tags.stream().map(one -> named(manifest, one)).toList();
    write("oci-layout", Map.of("imageLayoutVersion", "1.0.0"));
    write("index.json", Map.of("schemaVersion", 2, "manifests", named));
    write(
        "manifest.json",
        List.of(
            Map.of(
                "Config",
                path(config.get("digest").toString().substring(SHA256.length())),
                "RepoTags",
                tags,
                "Layers",
                layers.stream().map(OciImage::path).toList())));
  }

  private static Map<String, Object> named(Map<String, Object> manifest, String tag) {
    Map<String, Object> named = new HashMap<>(manifest);
    named.put("annotations", Map.of("org.opencontainers.image.ref.name", tag));
    return named;
  }

  private static Map<String, Object> process() {
    return Map.of(
        "Env",
        List.of("PATH=" + Places.USERLAND_PATH),
        "WorkingDir",
        "/work",
        "Entrypoint",
        List.of("/opt/java/bin/java", "-jar", "/" + JAR));
  }

  private static String path(String hash) {
    return "blobs/sha256/" + hash;
  }

  private Map<String, Object> blob(String type, Object content) throws IOException {
    String text = EngineJson.MAPPER.writeValueAsString(content);
    String hash = Sha256.hex(text);
    Files.writeString(blobs.resolve(hash), text);
    return descriptor(type, hash, Files.size(blobs.resolve(hash)));
  }

  private static Map<String, Object> descriptor(String type, String hash, long size) {
    return Map.of("mediaType", OCI + type, "digest", SHA256 + hash, "size", size);
  }

  private void write(String name, Object content) throws IOException {
    EngineJson.MAPPER.writeValue(layout.resolve(name).toFile(), content);
  }
}
