package dev.tare.experiment.image;

import dev.tare.launch.Command;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of what is measured of one format, as a person could type them.
 *
 * @param ready before anything else
 * @param build from the userland's tar to what instances are made of
 * @param size prints its bytes
 * @param instance makes one
 * @param instanceSize prints the bytes that it takes beside the image
 * @param export makes the one file that is handed over
 * @param forget removes what the file is to bring back
 * @param load brings it back
 * @param remove all of it, also where only some is there
 * @param left succeeds where something is still there; none: that is for the folder's end to tell
 */
record Recipe(
    List<Command> ready,
    List<Command> build,
    Command size,
    List<Command> instance,
    Command instanceSize,
    List<Command> export,
    List<Command> forget,
    List<Command> load,
    List<Command> remove,
    List<Command> left) {
  private static final String CP = "--sparse=always";

  /** A disk has room for this much beside what is in it, MiB. */
  private static final long ROOM_MIB = 256;

  /**
   * Describes what images are made of.
   *
   * @param userland its tar
   * @param packages files of Debian's packages that are unpacked into it
   * @param diskMib that a disk is to have beside its room
   */
  record Software(String userland, List<String> packages, long diskMib) {
    private List<Command> unpacked(String folder, String root) {
      List<Command> all = new ArrayList<>(List.of(unpack(tar(folder), root)));
      packages.forEach(one -> all.add(Script.of("unpack-package", one, root)));
      return all;
    }
  }

  /**
   * Returns the commands for one image.
   *
   * @param folder for all that is made
   * @param name unlike any other's on this host
   */
  static Recipe of(ImageFormat format, Software software, String folder, String name, Owner owner) {
    return switch (format) {
      case ROOTFS -> rootfs(software, folder, name);
      case DOCKER, PODMAN -> engine(format.word(), software, folder, name, owner);
      case RAW, QCOW2 -> disk(format, software, folder, name);
    };
  }

  private static String tar(String folder) {
    return folder + "/userland.tar";
  }

  /**
   * Returns what makes a folder for the root, and a tar of its own, with packages, in the page
   * cache: an engine that has a layer of the same bytes already would not take this one.
   */
  private static List<Command> ready(Software software, String folder, String name) {
    String tar = tar(folder);
    List<Command> all = new ArrayList<>(List.of(mkdir(folder + "/root")));
    all.add(Command.of("cp", software.userland(), tar));
    software.packages().forEach(one -> all.add(Command.of("cksum", one)));
    all.add(mkdir(folder + "/" + name));
    all.add(Command.of("tar", "-rf", tar, "-C", folder, "./" + name));
    return all;
  }

  static String exported(String folder) {
    return folder + "/exported";
  }

  private static Command mkdir(String... folders) {
    return Command.of("mkdir", "-p").and(folders);
  }

  private static Command used(String path) {
    return Command.of("du", "-s", "-B1", path);
  }

  private static Command unpack(String tar, String folder) {
    return Command.of("tar", "-xf", tar, "-C", folder);
  }

  private static List<Command> removal(String folder) {
    return List.of(Command.of("rm", "-rf", "--one-file-system", folder));
  }

  private static Recipe rootfs(Software software, String folder, String name) {
    String root = folder + "/root";
    String instance = folder + "/instance";
    return new Recipe(
        ready(software, folder, name),
        software.unpacked(folder, root),
        used(root),
        List.of(mkdir(instance + "/upper", instance + "/work")),
        used(instance),
        List.of(Command.of("tar", "-cf", exported(folder), "-C", root, ".")),
        List.of(Command.of("rm", "-rf", root), mkdir(root)),
        List.of(unpack(exported(folder), root)),
        removal(folder),
        List.of());
  }

  /** An engine takes the userland's own tar; with packages a tar of all is a part of the build. */
  private static List<Command> engineTar(Software software, String folder) {
    String root = folder + "/root";
    List<Command> all = new ArrayList<>();
    if (!software.packages().isEmpty()) {
      all.addAll(software.unpacked(folder, root));
      all.add(Command.of("tar", "-cf", tar(folder), "-C", root, "."));
    }
    return all;
  }

  private static Recipe engine(
      String engine, Software software, String folder, String name, Owner owner) {
    String image = name + ":image";
    String label = Owner.LABEL + "=" + owner.text();
    String path = "ENV PATH=" + Places.USERLAND_PATH;
    Command dropContainer = Command.of(engine, "rm", "--force", name);
    Command dropImage = Command.of(engine, "rmi", "--force", image);
    List<Command> all = new ArrayList<>(List.of(dropContainer, dropImage));
    all.addAll(removal(folder));
    List<Command> build = engineTar(software, folder);
    build.add(
        Command.of(engine, "import", "--change", path)
            .and("--change", "LABEL " + label, tar(folder), image));
    return new Recipe(
        ready(software, folder, name),
        build,
        Command.of(engine, "image", "inspect", "--format", "{{.Size}}", image),
        List.of(
            Command.of(engine, "create", "--name", name, "--label", label)
                .and("--network", "none", image, "true")),
        Script.of("container-size", engine, name),
        List.of(Command.of(engine, "save", "--output", exported(folder), image)),
        List.of(dropContainer, dropImage),
        List.of(Command.of(engine, "load", "--quiet", "--input", exported(folder))),
        all,
        List.of(
            Command.of(engine, "image", "inspect", image),
            Command.of(engine, "container", "inspect", name)));
  }

  private static Command ext4(String folder, long mib) {
    return Script.of("also-sbin", "mke2fs", "-q", "-F", "-t", "ext4", "-m", "0")
        .and("-E", "root_owner=0:0", "-d", folder + "/root", folder + "/base.raw", mib + "M");
  }

  private static Command copy(String from, String to) {
    return Command.of("cp", CP, from, to);
  }

  private static Recipe disk(ImageFormat format, Software software, String folder, String name) {
    String base = folder + "/base." + format.word();
    String instance = folder + "/instance." + format.word();
    List<Command> build = software.unpacked(folder, folder + "/root");
    build.add(ext4(folder, software.diskMib() + ROOM_MIB));
    Command make = copy(base, instance);
    Command export = copy(base, exported(folder));
    if (format == ImageFormat.QCOW2) {
      Command convert = Command.of("qemu-img", "convert", "-O", "qcow2");
      build.add(convert.and("-f", "raw", folder + "/base.raw", base));
      make =
          Command.of("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", base)
              .and(instance);
      export = convert.and("-f", "qcow2", base, exported(folder));
    }
    return new Recipe(
        ready(software, folder, name),
        build,
        used(base),
        List.of(make),
        used(instance),
        List.of(export),
        List.of(Command.of("rm", base, instance)),
        List.of(copy(exported(folder), base)),
        removal(folder),
        List.of());
  }
}
