package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows the modules of one kernel, by name, and what each of them needs loaded before it. */
final class KernelModules {
  static final List<String> GUEST =
      List.of("virtio_pci", "virtio_mmio", "virtio_console", "virtio_blk", "virtio_net", "ext4");

  /** Are what container engines need of the kernel inside a guest. */
  static final List<String> ENGINES =
      List.of(
          "overlay",
          "bridge",
          "veth",
          "br_netfilter",
          "nf_tables",
          "nft_compat",
          "nft_chain_nat",
          "xt_addrtype",
          "xt_comment",
          "xt_conntrack",
          "xt_mark",
          "xt_nat",
          "xt_tcpudp",
          "xt_MASQUERADE",
          "ipt_REJECT");

  private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+)\\.ko(?:\\.(gz|xz|zst))?");

  /** Says how the tools that unpack modules are called, by the ending of what they unpack. */
  private static final Map<String, String> UNPACKERS =
      Map.of("gz", "gzip", "xz", "xz", "zst", "zstd");

  private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

  private final Map<String, Path> files = new TreeMap<>();

  /**
   * @param folder {@code lib/modules/VERSION}
   */
  KernelModules(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("kernel"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Matcher module = FILE.matcher(file.getFileName().toString());
        if (module.matches()) {
          files.put(name(module.group(1)), file);
        }
      }
    }
  }

  /** Returns a name as files have it: files and names on a command line differ in this only. */
  private static String name(String file) {
    return file.replace('-', '_');
  }

  boolean has(String module) {
    return files.containsKey(module);
  }

  /**
   * Unpacks modules and what they need into a folder.
   *
   * @param wanted those that the kernel has built in are left out
   * @return the files' names in the order in which they can be loaded
   */
  List<String> copy(List<String> wanted, Path into) throws IOException {
    Files.createDirectories(into);
    Map<String, String> copied = new LinkedHashMap<>();
    for (String module : wanted) {
      copy(module, into, copied);
    }
    return List.copyOf(copied.values());
  }

  private void copy(String module, Path into, Map<String, String> copied) throws IOException {
    Path file = files.get(module);
    if (file != null && !copied.containsKey(module)) {
      Path unpacked = unpacked(file, into);
      for (String needed : needed(Files.readAllBytes(unpacked))) {
        copy(name(needed), into, copied);
      }
      copied.put(module, unpacked.getFileName().toString());
    }
  }

  private static Path unpacked(Path file, Path into) throws IOException {
    Path copy = into.resolve(file.getFileName());
    Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Optional<String> tool =
        UNPACKERS.entrySet().stream()
            .filter(known -> copy.toString().endsWith("." + known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (tool.isEmpty()) {
      return copy;
    }
    HostPrograms.ran(
        Command.of(tool.get(), "-d", "-f", copy.toString()), "apt-get install " + tool.get());
    Files.deleteIfExists(copy);
    String name = copy.getFileName().toString();
    return copy.resolveSibling(name.substring(0, name.lastIndexOf('.')));
  }

  static List<String> needed(byte[] module) throws LaunchException {
    Matcher depends = DEPENDS.matcher("\0" + new String(module, StandardCharsets.ISO_8859_1));
    if (!depends.find()) {
      throw new LaunchException("a kernel module does not say what it depends on");
    }
    List<String> names = new ArrayList<>(List.of(depends.group(1).split(",")));
    names.removeIf(String::isEmpty);
    return names;
  }
}
