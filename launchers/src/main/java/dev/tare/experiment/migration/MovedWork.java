package dev.tare.experiment.migration;

import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Command;
import dev.tare.launch.Places;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in what is moved: holds a working set of random bytes, writes to it at a rate, and answers
 * datagrams and a connection. Each answer to a datagram says how much was written so far, so that
 * it is known outside whether that went on.
 */
public final class MovedWork {
  /** Is the length of a question and of an answer over a connection: its number. */
  static final int NUMBER = Long.BYTES;

  private static final int PAGE = 4096;
  private static final int MB = 1_000_000;

  /** Holds what the JVM itself takes of the same kind of memory, MB. */
  private static final int SPARE = 16;

  /** Holds what the JVM takes beside it at least, MB. */
  static final int OWN = 32;

  private static final long STEP_NS = 5_000_000;

  /** Is how late a step may be and still be made up for. */
  private static final long LATE_NS = 10 * STEP_NS;

  private final SplittableRandom random = new SplittableRandom();
  private final AtomicLong written = new AtomicLong();
  private final ByteBuffer memory;

  private MovedWork(int bytes) {
    memory = ByteBuffer.allocateDirect(bytes);
    while (memory.remaining() >= Long.BYTES) {
      memory.putLong(random.nextLong());
    }
  }

  static Command command(Places places, String address, int port, int rate, int workingSet) {
    return Command.of(
        places.java(),
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:MaxDirectMemorySize=" + (long) (workingSet + SPARE) * MB,
        "-cp",
        places.shipped() + "/" + TrialPlan.JAR,
        MovedWork.class.getName(),
        address,
        Integer.toString(port),
        Integer.toString(rate),
        Integer.toString(workingSet));
  }

  /**
   * Goes on until it is ended.
   *
   * @param words the address and the port; MB that are written a second; MB that are held
   */
  public static void main(String[] words) throws IOException {
    InetSocketAddress here = new InetSocketAddress(words[0], Integer.parseInt(words[1]));
    int rate = Integer.parseInt(words[2]);
    MovedWork work = new MovedWork(Math.multiplyExact(Integer.parseInt(words[3]), MB));
    ServerSocket server = new ServerSocket();
    server.bind(here);
    start(() -> work.accept(server));
    if (rate > 0) {
      start(() -> work.write(rate));
    }
    work.answer(new DatagramSocket(here));
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Runnable failing =
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            System.err.println(e.getMessage());
          }
        };
    new Thread(failing).start();
  }

  private void answer(DatagramSocket socket) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * NUMBER);
    DatagramPacket packet = new DatagramPacket(bytes.array(), bytes.capacity());
    while (!socket.isClosed()) {
      packet.setLength(bytes.capacity());
      socket.receive(packet);
      bytes.putLong(NUMBER, written.get());
      packet.setLength(bytes.capacity());
      socket.send(packet);
    }
  }

  private void accept(ServerSocket server) throws IOException {
    while (!server.isClosed()) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      start(
          () -> {
            byte[] number = new byte[NUMBER];
            while (!socket.isClosed()) {
              in.readFully(number);
              out.write(number);
            }
          });
    }
  }

  /** More time that was lost, as while it stood still, is not made up for. */
  private void write(int rate) {
    long pages = memory.capacity() / PAGE;
    double perStep = (double) rate * MB / PAGE * STEP_NS / 1e9;
    double due = 0;
    long next = System.nanoTime();
    while (pages > 0) {
      for (due += perStep; due >= 1; due--) {
        int page = (int) random.nextLong(pages);
        memory.putLong(page * PAGE, random.nextLong());
        written.addAndGet(PAGE);
      }
      long now = System.nanoTime();
      next = Math.max(next + STEP_NS, now - LATE_NS);
      LockSupport.parkNanos(next - now);
    }
  }
}
