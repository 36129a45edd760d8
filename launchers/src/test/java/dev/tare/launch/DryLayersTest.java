package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person could type instead of each layer. */
class DryLayersTest {
  private static final Owner OWNER = new Owner("r", 1, 2, "0a1b2c3d");

  @Test
  void dockerIsOneRunOneExecAndOneRemoval() throws IOException {
    assertThat(lines("docker(network=none,cpuset=0,cpus=0.5,memory=1g)"))
        .containsExactly(
            "cat /c/rootfs/usr/share/tare/userland",
            "docker import --change 'ENV PATH="
                + Places.USERLAND_PATH
                + "' /c/userland.tar tare-userland:HASH",
            "docker run --detach --init --pull never --name tare-x --label"
                + " dev.tare.owner=r:1:2:0a1b2c3d --network none --cpuset-cpus 0 --cpus 0.5"
                + " --memory 1073741824 --memory-swap 1073741824 --security-opt label=disable"
                + " --mount type=bind,source=/ship,target=/tare,readonly --mount"
                + " type=bind,source=/d,target=/data --workdir / --entrypoint sleep"
                + " tare-userland:HASH infinity",
            "docker exec --interactive --env 'A=b c' tare-x true",
            "docker rm --force --volumes tare-x");
  }

  @Test
  void aPortIsPublishedOnAnAddressThatIsNotLoopback() throws IOException {
    assertThat(lines("docker(network=nat,publish=5000-5001,image=me/mine:1)"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("--network bridge")
                    .contains("--publish 172.17.0.1:5000-5001:5000-5001/udp")
                    .endsWith("me/mine:1 infinity"));
  }

  @Test
  void whatIsToBeMergedRunsBehindTheProgramThatAsksForIt() throws IOException {
    String program = Places.SHIPPED + "/merging ";
    assertThat(lines("docker(merge=on)"))
        .anySatisfy(line -> assertThat(line).contains("--entrypoint " + program, " sleep infinity"))
        .anySatisfy(line -> assertThat(line).endsWith(" tare-x " + program + "true"));
    assertThat(lines("lxc(merge=on)"))
        .anySatisfy(line -> assertThat(line).endsWith(" -- " + program + "sleep infinity"))
        .anySatisfy(line -> assertThat(line).endsWith(" -- " + program + "true"));
    assertThat(lines("runc(merge=on)"))
        .anySatisfy(
            line -> assertThat(line).endsWith(Places.USERLAND_PATH + " " + program + "true"));
    assertThat(lines("docker")).noneMatch(line -> line.contains(program));
    assertThat(lines("kvm(merge=off)"))
        .anySatisfy(line -> assertThat(line).contains(" -M q35,mem-merge=off -accel "));
  }

  @Test
  void lxcIsAFolderWithAConfigurationAndItsRemoval() throws IOException {
    List<String> lines = lines("lxc(network=bridge,pids=9)");
    assertThat(lines)
        .contains("ip link add name tare-br0 type bridge", "ip link del dev tare-br0")
        .contains(
            "lxc-attach -P /s -n tare-x --clear-env -v 'A=b c' -v HOME=/root -v PATH="
                + Places.USERLAND_PATH
                + " -- true");
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).startsWith("lxc-execute -P /s -n tare-x --daemon"));
  }

  @Test
  void aRuntimeTakesABundleWhoseRootIsMountedForItAlone() throws IOException {
    List<String> lines = lines("runc(network=bridge,pids=9)");
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("unshare -m --propagation private sh -c ")
                    .endsWith(
                        " runc --root /s/tare-x/state run --detach --bundle /s/tare-x --pid-file"
                            + " /s/tare-x/pid tare-x"))
        .contains(
            "ip link add name tare-ve0 type veth peer name eth0 netns PID",
            "runc --root /s/tare-x/state exec --cwd / tare-x env -i 'A=b c' HOME=/root PATH="
                + Places.USERLAND_PATH
                + " true",
            "runc --root /s/tare-x/state delete --force tare-x",
            "rm -rf /s/tare-x");
  }

  @Test
  void whatRuncSavedIsGoneOnFromWithItsFiles() throws IOException {
    Beginning saved =
        new Beginning(Optional.of("p"), Optional.of("/saved"), List.of("warm", Beginning.PIPE));
    List<String> lines = new ArrayList<>();
    DryHost host =
        new DryHost(new Places("/c/rootfs", "/c", "java", "/ship", "/d", "/s"), lines::add);
    Stack runc = new StackSyntax(Layers.standard()).parse("runc");
    try (Environment made =
        Layers.enter(host, runc, OWNER, "tare-x", Limits.NONE, Optional.empty(), saved)) {
      made.save("/again");
    }
    String state = "--root /s/tare-x/state";
    String images = "--manage-cgroups-mode soft --image-path ";
    assertThat(lines)
        .containsSubsequence(
            "cp -a /saved/delta/. /s/tare-x/delta",
            "runc "
                + state
                + " checkpoint "
                + images
                + "/again/image --work-path /s/tare-x/state"
                + " tare-x",
            "cp -a /s/tare-x/delta /again/delta",
            "runc " + state + " delete --force tare-x")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("unshare ")
                    .endsWith(
                        "runc "
                            + state
                            + " restore "
                            + images
                            + "/saved/image --work-path /s/tare-x/state --detach --bundle /s/tare-x"
                            + " --pid-file /s/tare-x/pid tare-x"));
  }

  @Test
  void whatHasNoCommandForItIsEnteredThroughItsNamespaces() throws IOException {
    for (String layer : List.of("nspawn", "bwrap")) {
      assertThat(lines(layer + "(pids=9)"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains("/tare-x@r@1@2@0a1b2c3d ", "nsenter -t PID -m -u -i -n -p -C -r -w")
                      .endsWith(" true"));
    }
  }

  @Test
  void podmanSpeaksDockersCommandLine() throws IOException {
    assertThat(lines("podman(network=none,cpuset=0)"))
        .contains(
            "podman exec --interactive --env 'A=b c' tare-x true",
            "podman rm --force --volumes --time 0 tare-x")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("podman run --detach --pull never --name tare-x")
                    .contains(" --cpuset-cpus 0 ", " --entrypoint sh tare-userland:HASH "));
  }

  @Test
  void limitsOfTheHostAreAControlGroup() throws IOException {
    List<String> lines = lines("bare(shares=512)");
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("tare-x@r@1@2@0a1b2c3d/cpu.weight 20"));
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("cgroup.procs").endsWith("true"));
    assertThat(lines("bare")).containsExactly("env 'A=b c' true");
  }

  @Test
  void aPoolIsMadeBeforeWhatLiesInItAndRemovedAfter() throws IOException {
    String group = "/sys/fs/cgroup/tare-x-pool@r@1@2@0a1b2c3d";
    List<String> docker = pooled("docker(network=none)");
    assertThat(docker.get(2))
        .contains(
            " must " + group + "/memory.max 1048576 may " + group + "/memory.swap.max 1048576");
    assertThat(docker)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("docker run ")
                    .contains(" --cgroup-parent /tare-x-pool@r@1@2@0a1b2c3d "));
    assertThat(docker.get(docker.size() - 1))
        .startsWith("sh -c ")
        .endsWith(" cgroup-remove " + group);
    assertThat(pooled("bare"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("cgroup.procs", group + "/tare-x@r@1@2@0a1b2c3d")
                    .endsWith(" true"));
  }

  @Test
  void aPoolHoldsTheOutermostLayerOnly() throws IOException {
    assertThat(pooled("kvm/docker").stream().filter(line -> line.contains("--cgroup-parent")))
        .isEmpty();
  }

  private static List<String> pooled(String stack) throws IOException {
    List<String> lines = new ArrayList<>();
    DryHost host = new DryHost(new Places("/c/rootfs", "/c", "java", "", "/d", "/s"), lines::add);
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    try (MemoryPool pool = MemoryPool.make(host, OWNER, "tare-x", 1 << 20);
        Environment made =
            Layers.enter(
                host, parsed, OWNER, "tare-x", Limits.NONE, Optional.of(pool), Beginning.USUAL)) {
      made.ran(Command.of("true"));
    }
    return lines;
  }

  private static List<String> lines(String stack) throws IOException {
    List<String> lines = new ArrayList<>();
    Places places =
        new Places("/c/rootfs", "/c", "/c/rootfs/opt/java/bin/java", "/ship", "/d", "/s");
    DryHost host = new DryHost(places, lines::add);
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    try (Environment made = Layers.enter(host, parsed, OWNER, "tare-x", Limits.NONE)) {
      made.start(Command.of("true").with("A", "b c"));
      assertThat(made.limits()).isEqualTo(Limits.NONE);
    }
    return lines;
  }
}
