package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts the memory modules and reads how fast they are set, from the firmware's table of its
 * hardware (DMTF DSP0134, System Management BIOS, 7.18). Their makers and serial numbers are not
 * read.
 */
final class MemoryModules {
  private static final String TABLE = "sys/firmware/dmi/tables/DMI";

  private static final int MEMORY_DEVICE = 17;
  private static final int END = 127;
  private static final int HEADER_BYTES = 4;
  private static final int SIZE = 0x0C;
  private static final int SPEED = 0x15;
  private static final int CONFIGURED_SPEED = 0x20;
  private static final int WORD_BYTES = 2;
  private static final int IN_A_WIDER_FIELD = 0xFFFF;

  private final ByteBuffer table;
  private int modules;
  private int slowest;

  private MemoryModules(byte[] table) {
    this.table = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void read(ProcFiles files, FactSheet sheet) {
    files.bytes(TABLE).ifPresent(bytes -> new MemoryModules(bytes).put(sheet));
  }

  private void put(FactSheet sheet) {
    int at = 0;
    while (at + HEADER_BYTES <= table.limit() && type(at) != END && length(at) >= HEADER_BYTES) {
      if (type(at) == MEMORY_DEVICE) {
        device(at);
      }
      at = next(at + length(at));
    }
    if (modules > 0) {
      sheet.put("memory.modules", modules);
    }
    if (slowest > 0) {
      sheet.put("memory.speedMTs", slowest);
    }
  }

  private int type(int at) {
    return Byte.toUnsignedInt(table.get(at));
  }

  private int length(int at) {
    return Byte.toUnsignedInt(table.get(at + 1));
  }

  /** Returns where the next begins: behind this one's texts, which two zeros end. */
  private int next(int texts) {
    int at = texts;
    while (at + 1 < table.limit() && table.getShort(at) != 0) {
      at++;
    }
    return at + WORD_BYTES;
  }

  /** An empty socket has a size of 0; 0 as a speed is one that is not known. */
  private void device(int at) {
    if (word(at, SIZE) == 0) {
      return;
    }
    modules++;
    int configured = word(at, CONFIGURED_SPEED);
    int speed = configured > 0 ? configured : word(at, SPEED);
    if (speed > 0 && speed < IN_A_WIDER_FIELD) {
      slowest = slowest == 0 ? speed : Math.min(slowest, speed);
    }
  }

  /** Returns a field of a structure; 0 where an older one has it not. */
  private int word(int at, int field) {
    boolean there = field + WORD_BYTES <= length(at) && at + field + WORD_BYTES <= table.limit();
    return there ? Short.toUnsignedInt(table.getShort(at + field)) : 0;
  }
}
