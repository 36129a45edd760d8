package dev.tare.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages inputs, as a disk, an editor or an attacker would: the same way for the same seed. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"\\n]{0,200}\"|-?[0-9][0-9.eE+-]*|\\w+|[\\[\\]{}(),:/=;-]");
  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"x\"",
          "0",
          "-1",
          "1e999",
          "NaN",
          "\"NaN\"",
          "Infinity",
          "{}",
          "[]",
          "[[]]",
          "[[],[]]",
          "[null]",
          "[[[1,2]]]",
          "9223372036854775808",
          "2147483648",
          "1e-320",
          "-0.0",
          "\"\\u0000\"",
          "\"\\n\"",
          "\"../../x\"",
          "\"/\"",
          "[",
          "]",
          "{",
          "}",
          "(",
          ")",
          ",",
          "=",
          "/",
          "\u00e9",
          "\ud83d\ude00",
          " ",
          "\n",
          "%s",
          "$1",
          "\\",
          "'",
          "");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  byte[] of(byte[] original) {
    byte[] bytes = original;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes = random.nextInt(4) == 0 ? bytes(bytes) : text(bytes);
    }
    return bytes;
  }

  private byte[] text(byte[] bytes) {
    // One byte is one character: what is not touched stays as it is.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<int[]> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      tokens.add(new int[] {token.start(), token.end()});
    }
    if (tokens.isEmpty()) {
      return strange().getBytes(StandardCharsets.UTF_8);
    }
    int[] one = tokens.get(random.nextInt(tokens.size()));
    int[] other = tokens.get(random.nextInt(tokens.size()));
    String replacement = random.nextBoolean() ? strange() : text.substring(other[0], other[1]);
    int from = random.nextInt(4) == 0 ? one[1] : one[0];
    String mutated = text.substring(0, from) + replacement + text.substring(one[1]);
    return mutated.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String strange() {
    byte[] utf8 = STRANGE.get(random.nextInt(STRANGE.size())).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + random.nextInt(1000)));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 2 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      default -> flipped(bytes, at);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
