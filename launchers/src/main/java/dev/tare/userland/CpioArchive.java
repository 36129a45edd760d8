package dev.tare.userland;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes an archive that the kernel unpacks when it boots: cpio's "newc" format (Linux,
 * Documentation/driver-api/early-userspace/buffer-format.rst). Everything belongs to root.
 */
final class CpioArchive implements AutoCloseable {
  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int DEVICE = 0020600;
  private static final int ALIGNMENT = 4;

  /** The console is needed before anything is mounted: character device 5, 1. */
  private static final int CONSOLE_MAJOR = 5;

  private static final int CONSOLE_MINOR = 1;

  private final OutputStream out;
  private final Set<String> folders = new TreeSet<>();
  private int inode;

  CpioArchive(OutputStream out) {
    this.out = out;
  }

  void folder(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      folder(path.substring(0, slash));
    }
    if (folders.add(path)) {
      entry(path, FOLDER, new byte[0], 0, 0);
    }
  }

  void file(String path, byte[] content) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      folder(path.substring(0, slash));
    }
    entry(path, PROGRAM, content, 0, 0);
  }

  void console() throws IOException {
    folder("dev");
    entry("dev/console", DEVICE, new byte[0], CONSOLE_MAJOR, CONSOLE_MINOR);
  }

  private void entry(String path, int mode, byte[] content, int major, int minor)
      throws IOException {
    byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
    inode++;
    int[] fields = {
      inode, mode, 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0,
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format(Locale.ROOT, "%08X", field));
    }
    out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(name);
    pad(header.length() + name.length);
    out.write(content);
    pad(content.length);
  }

  private void pad(int length) throws IOException {
    out.write(new byte[(ALIGNMENT - length % ALIGNMENT) % ALIGNMENT]);
  }

  @Override
  public void close() throws IOException {
    entry("TRAILER!!!", 0, new byte[0], 0, 0);
    out.close();
  }
}
