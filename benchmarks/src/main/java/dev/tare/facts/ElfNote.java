package dev.tare.facts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Finds the build id of a 64-bit little-endian ELF file: the linker's hash of what it linked. */
final class ElfNote {
  private static final int MAGIC = 0x464c457f;
  private static final int PT_NOTE = 4;
  private static final int NT_GNU_BUILD_ID = 3;

  private ElfNote() {}

  /** The build id in hexadecimal digits; absent where the file is no such ELF file or has none. */
  static Optional<String> buildId(byte[] file) {
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (elf.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      int headers = (int) elf.getLong(0x20);
      int size = elf.getShort(0x36);
      int count = elf.getShort(0x38);
      for (int header = headers; header < headers + count * size; header += size) {
        if (elf.getInt(header) == PT_NOTE) {
          Optional<String> id =
              inNotes(elf, (int) elf.getLong(header + 8), (int) elf.getLong(header + 32));
          if (id.isPresent()) {
            return id;
          }
        }
      }
      return Optional.empty();
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Returns a note: sizes of name and description, type, then both, each filled to 4 bytes. */
  private static Optional<String> inNotes(ByteBuffer elf, int start, int length) {
    for (int at = start; at < start + length; ) {
      int nameSize = elf.getInt(at);
      int size = elf.getInt(at + 4);
      int name = at + 12;
      int description = name + filled(nameSize);
      if (elf.getInt(at + 8) == NT_GNU_BUILD_ID && nameSize == 4) {
        String owner = new String(elf.array(), name, 3, StandardCharsets.US_ASCII);
        if (owner.equals("GNU")) {
          return Optional.of(
              HexFormat.of().formatHex(elf.array(), description, description + size));
        }
      }
      at = description + filled(size);
    }
    return Optional.empty();
  }

  private static int filled(int size) {
    return (size + 3) & ~3;
  }
}
