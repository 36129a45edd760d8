package dev.tare.peers;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The one list of probes and their peers. */
final class PeerRows {
  private static final int[] THREADS = {1, 2};
  private static final int[] CONNECTIONS = {1, 8, 64};

  /** Is what is handed to the kernel, and asked of it, at once. */
  private static final List<String> BLOCKS = List.of("64K", "1024K");

  private static final int CLIENT_CPU = 0;

  /** From ns. */
  private static final double US = 0.001;

  /** From the ns of a round trip to the us of half of one. */
  private static final double HALF_US = US / 2;

  private static final int FILE_MIB = 256;
  private static final int FILES = 10_000;
  private static final Map<String, String> FIO_NAMES =
      Map.of("read", "randread", "write", "randwrite", "mixed", "randrw");
  private static final long ARRAY_BYTES = Machine.arrayBytes();

  private PeerRows() {}

  static List<PeerRow> all() {
    List<PeerRow> rows = new ArrayList<>();
    for (int threads : THREADS) {
      rows.add(prime(threads));
    }
    for (int threads : THREADS) {
      rows.add(stream("triad", 3, "plain", threads));
      rows.add(stream("triad", 3, "streaming", threads));
      rows.add(stream("copy", 2, "plain", threads));
      rows.add(stream("copy", 2, "streaming", threads));
    }
    rows.add(contextSwitch());
    rows.add(spawn("fork"));
    rows.add(spawn("vfork"));
    for (String shape : List.of("read", "write", "mixed")) {
      rows.add(randomFile(shape, "psync", 1));
      rows.add(randomFile(shape, "uring", 32));
    }
    for (String mode : List.of("rndrw", "rndrd", "rndwr", "seqwr", "seqrd")) {
      rows.add(sysbenchFileIo(mode, true));
      rows.add(sysbenchFileIo(mode, false));
    }
    rows.add(smallFiles("create", "", 1));
    rows.add(smallFiles("stat", "p50", US));
    rows.add(roundTrips("net.TcpRr", List.of("--tcp")));
    rows.add(roundTrips("net.UdpRr", List.of()));
    rows.add(connections());
    rows.add(command("/bin/true", 500, "starting it is all"));
    rows.add(command("sha256sum /bin/bash", 100, "it computes"));
    for (String block : BLOCKS) {
      rows.add(bulk("net.TcpStream", List.of(), block));
      rows.add(bulk("net.TcpMaerts", List.of("-R"), block));
    }
    rows.add(
        throughput(
            new Ours("net.UdpStream", List.of(), "throughput", 1),
            List.of("-u", "-b", "0", "-l", "1472"),
            "1472 B, CPUs",
            "received; iperf3 sends on whatever gets lost"));
    for (int connections : CONNECTIONS) {
      rows.add(memcached(connections));
      rows.add(redis(connections));
      rows.add(http(connections, "small"));
    }
    rows.add(http(8, "large"));
    for (Link.Kind via : List.of(Link.Kind.VETH, Link.Kind.DOCKER_BRIDGE)) {
      rows.add(across(via, roundTrips("net.TcpRr", List.of("--tcp"))));
      rows.add(across(via, bulk("net.TcpStream", List.of(), BLOCKS.get(0))));
    }
    return rows;
  }

  /**
   * The rows that match both.
   *
   * @param only found in the benchmark's name
   * @param whole found in the row's label: name, options, link and peer
   */
  static List<PeerRow> matching(Pattern only, Pattern whole) {
    return all().stream()
        .filter(row -> only.matcher(row.ours().benchmark()).find())
        .filter(row -> whole.matcher(row.label()).find())
        .toList();
  }

  private static PeerRow prime(int threads) {
    Ours ours = Ours.score("cpu.Prime", "-t", Integer.toString(threads));
    return new PeerRow(
        ours, new SysbenchCpu(threads), "events/s", HIGHER, "divisions, threads", "");
  }

  private static PeerRow stream(String kernel, int arrays, String stores, int threads) {
    Ours ours =
        new Ours(
            "memory.Stream",
            List.of(
                "-t",
                Integer.toString(threads),
                "-p",
                "kernel=" + kernel,
                "-p",
                "stores=" + stores,
                "-p",
                "bytes=" + ARRAY_BYTES),
            "bandwidth",
            1);
    return new PeerRow(
        ours,
        new LikwidBench(kernel, arrays, ARRAY_BYTES, stores, threads),
        "GB/s",
        HIGHER,
        "arrays, stores, vectors, threads",
        "");
  }

  private static PeerRow contextSwitch() {
    Ours ours = Ours.score("kernel.ContextSwitch", "-p", "cpus=same");
    return new PeerRow(
        ours,
        new PerfPipe(),
        "ns",
        LOWER,
        "calls, threads, the one CPU",
        "ours reads the clock in each round trip, 1 % of it");
  }

  private static PeerRow spawn(String how) {
    Ours ours = Ours.score("kernel.Spawn", "-p", "how=" + how);
    Peer peer = new CProgram("spawn_loop", List.of(how), List.of("nothing"));
    return new PeerRow(ours, peer, "us", LOWER, "calls, the program", "");
  }

  private static PeerRow command(String command, int perSecond, String note) {
    Ours ours = Ours.score("app.Command", "-p", "command=" + command);
    return new PeerRow(ours, new ShellTime(command, perSecond), "ms", LOWER, "the command", note);
  }

  private static PeerRow randomFile(String shape, String engine, int depth) {
    Ours ours =
        Ours.score(
            "disk.RandomFile",
            "-p",
            "engine=" + engine,
            "-p",
            "depth=" + depth,
            "-p",
            "shape=" + shape,
            "-p",
            "size=" + FILE_MIB + "m");
    String fioEngine = engine.equals("uring") ? "io_uring" : engine;
    Peer peer = new Fio(FIO_NAMES.get(shape), fioEngine, depth, FILE_MIB);
    return new PeerRow(ours, peer, "IOPS", HIGHER, "8 KiB, file, O_DIRECT, engine, depth", "");
  }

  /**
   * Returns it in one directory, as fio has its files; without content, which fio's filecreate
   * writes none of.
   */
  private static PeerRow smallFiles(String op, String metric, double scale) {
    List<String> options =
        List.of("-p", "op=" + op, "-p", "bytes=0", "-p", "files=" + FILES, "-p", "width=" + FILES);
    Ours ours = new Ours("disk.SmallFiles", options, metric, scale);
    boolean whole = metric.isEmpty();
    String note = whole ? "fio: of the whole run, its loop is in it" : "median";
    return new PeerRow(
        ours, new FioFiles("file" + op, FILES, whole), "us", LOWER, "files, directory", note);
  }

  private static PeerRow sysbenchFileIo(String mode, boolean direct) {
    Ours ours =
        Ours.score(
            "disk.SysbenchFileIo",
            "-p",
            "mode=" + mode,
            "-p",
            "size=" + FILE_MIB + "m",
            "-p",
            "direct=" + direct);
    Peer peer = new SysbenchFileIo(mode, direct, FILE_MIB);
    String held = "16 KiB, 128 files, fsyncs, even spread of offsets";
    return new PeerRow(ours, peer, "requests/s", HIGHER, held, "");
  }

  private static PeerRow roundTrips(String benchmark, List<String> options) {
    Ours ours =
        new Ours(benchmark, List.of("-p", "bytes=" + Sockperf.MESSAGE_BYTES), "p50", HALF_US);
    Peer peer = new Sockperf(options, CLIENT_CPU, Machine.serverCpu());
    String held = "14 B, protocol, CPUs";
    return new PeerRow(ours, peer, "us", LOWER, held, "half a round trip, median");
  }

  private static PeerRow across(Link.Kind via, PeerRow row) {
    return new PeerRow(
        row.ours(), row.peer(), row.unit(), row.direction(), via, row.held(), row.note());
  }

  private static PeerRow connections() {
    List<String> cpus =
        List.of(Integer.toString(CLIENT_CPU), Integer.toString(Machine.serverCpu()));
    Ours ours = new Ours("net.TcpCrr", List.of(), "p50", US);
    Peer peer = new CProgram("crr_pair", cpus, List.of());
    return new PeerRow(ours, peer, "us", LOWER, "1 B, who closes first, CPUs", "median");
  }

  private static PeerRow memcached(int connections) {
    Ours ours =
        Ours.score(
            "app.Memcached",
            "-p",
            "connections=" + connections,
            "-p",
            "keys=10000",
            "-p",
            "keyBytes=" + Memcaslap.KEY_BYTES,
            "-p",
            "valueBytes=" + Memcaslap.VALUE_BYTES);
    Peer peer = new Memcaslap(connections, CLIENT_CPU, Machine.serverCpu());
    String held = "keys, values, mix, connections, server, CPUs";
    return new PeerRow(ours, peer, "requests/s", HIGHER, held, "ours checks every answer");
  }

  private static PeerRow redis(int connections) {
    Ours ours =
        Ours.score(
            "app.Redis",
            "-t",
            Integer.toString(connections),
            "-p",
            "workload=c",
            "-p",
            "records=" + RedisBenchmark.RECORDS);
    Peer peer = new RedisBenchmark(connections, CLIENT_CPU, Machine.serverCpu());
    String note = "as YCSB has it, ours has a thread for each connection";
    String held = "records, command, connections, server, CPUs";
    return new PeerRow(ours, peer, "requests/s", HIGHER, held, note);
  }

  private static PeerRow http(int connections, String file) {
    Ours ours = Ours.score("app.Http", "-p", "connections=" + connections, "-p", "file=" + file);
    Peer peer = new Wrk(connections, file, CLIENT_CPU, Machine.serverCpu());
    return new PeerRow(ours, peer, "requests/s", HIGHER, "file, connections, server, CPUs", "");
  }

  /** The server of iperf3 reads a block at a time, as ours then does a chunk. */
  private static PeerRow bulk(String benchmark, List<String> options, String block) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-l", block));
    int bytes = Integer.parseInt(block.replace("K", "")) << 10;
    Ours ours = new Ours(benchmark, List.of("-p", "chunk=" + bytes), "throughput", 1);
    return throughput(ours, all, block + "iB a write and a read, CPUs", "");
  }

  private static PeerRow throughput(Ours ours, List<String> options, String held, String note) {
    Peer peer = new Iperf3(options, CLIENT_CPU, Machine.serverCpu());
    return new PeerRow(ours, peer, "Gbit/s", HIGHER, held, note);
  }
}
