package dev.tare.experiment.image;

import dev.tare.experiment.Availability;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Outcome;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Turn;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Programs;
import dev.tare.result.Section;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what the same software costs as an image of each format. */
public final class ImageExperiment
    implements Experiment<ImageExperiment.Parameters, ImageCase, ImageExperiment.Result> {
  /** Holds what all of one image takes, s; the first time it is packed besides. */
  private static final double SECONDS = 5;

  /**
   * Holds its options.
   *
   * @param images each once; none: all that can be had
   * @param packs of software beside the userland, each once
   */
  public record Parameters(
      @Parameter(
              name = "--image",
              label = "NAME",
              help =
                  "rootfs, docker, podman, raw or qcow2; may be repeated (default: all that can"
                      + " be had here)")
          List<ImageFormat> images,
      @Parameter(
              name = "--pack",
              label = "NAME",
              help =
                  "Software beside the userland, such as memcached, nginx, redis or mariadb:"
                      + " Debian's packages, unpacked into it from the cache as part of the build;"
                      + " may be repeated")
          List<String> packs) {
    public Parameters {
      images = List.copyOf(new LinkedHashSet<>(images));
      // A plan of an earlier version has none.
      packs = packs == null ? List.of() : List.copyOf(new TreeSet<>(packs));
      for (String pack : packs) {
        if (!Pack.exists(pack)) {
          throw new IllegalArgumentException(
              "--pack " + pack + ": there is none; memcached, nginx, redis and mariadb are some");
        }
      }
    }
  }

  /**
   * Describes what came of a turn.
   *
   * @param failure why it gave not all, one line; absent where it did
   */
  public record Result(Optional<String> failure) implements Outcome {
    @Override
    public List<String> failures() {
      return failure.stream().toList();
    }

    @Override
    public boolean measured() {
      return failure.isEmpty();
    }

    @Override
    public boolean emulated() {
      return false;
    }
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what images of the same software cost.",
            "",
            "Makes the userland, from a tar in the page cache, a folder, an image of Docker and"
                + " of podman, a raw disk and one of qcow2: how long that takes, how large it"
                + " is, how large when packed, what one more instance takes, and how long it"
                + " takes to write the file that is handed over and to bring it back."
                + " With --pack a service's software is in it too."
                + " What a first write to a file of a lower layer costs: disk.CopyUp."),
        List.of(
            "image --blocks 5", "image --image docker --image qcow2 --pack memcached --dry-run"),
        About.exit("an image that was asked for is unavailable, or something failed"));
  }

  @Override
  public Asks asks() {
    return new Asks(false, false, false);
  }

  @Override
  public Parameters had(Parameters asked, Setting setting, Session session, Lacking lacking)
      throws IOException {
    List<ImageFormat> had = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (ImageFormat format : wanted(asked)) {
      obstacle(format, session).ifPresentOrElse(obstacles::add, () -> had.add(format));
    }
    if (had.isEmpty()) {
      throw new LaunchException(String.join("; ", obstacles));
    }
    obstacles.forEach(line -> lacking.add(line, !asked.images().isEmpty()));
    return new Parameters(had, asked.packs());
  }

  private static List<ImageFormat> wanted(Parameters asked) {
    return asked.images().isEmpty() ? List.of(ImageFormat.values()) : asked.images();
  }

  private static Optional<String> obstacle(ImageFormat format, Session session) throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (format.isEngines()) {
      Availability here =
          Availability.of(
              session.host(),
              new ImageCase(format, List.of()).stack(),
              session.owner(),
              Limits.NONE);
      return here.isUsable() ? Optional.empty() : Optional.of(here.line());
    }
    if (format.isDisk()) {
      Programs.lackingAlsoInSbin(session.host(), "mke2fs").ifPresent(findings::add);
    }
    if (format == ImageFormat.QCOW2) {
      Programs.lacking(session.host(), "qemu-img").ifPresent(findings::add);
    }
    return findings.stream().findFirst().map(one -> format.word() + ": " + one.line());
  }

  @Override
  public List<ImageCase> conditions(Plan<Parameters> plan) {
    List<String> packs = plan.parameters().packs();
    return wanted(plan.parameters()).stream().map(one -> new ImageCase(one, packs)).toList();
  }

  @Override
  public double seconds(ImageCase image, Plan<Parameters> plan) {
    return SECONDS;
  }

  @Override
  public Result measure(Turn<ImageCase> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException {
    try {
      new ImageTurn(turn, lab, samples, System::nanoTime).measure();
      lab.done(turn.slot());
      return new Result(Optional.empty());
    } catch (IOException e) {
      lab.session().checkNotInterrupted(turn.condition().name() + " is to go on");
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      lab.without(turn.slot(), why);
      return new Result(Optional.of(why));
    }
  }

  @Override
  public Optional<Section> section(Found<Parameters, ImageCase, Result> found) {
    return Optional.of(new ImageSection(found).section());
  }
}
