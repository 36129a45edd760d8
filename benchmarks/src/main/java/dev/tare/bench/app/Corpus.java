package dev.tare.bench.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Text to be compressed, made by a seed: the same bytes everywhere. Words of a made-up language,
 * few of them common and many rare, as in a natural one, so that it shrinks about as much.
 */
final class Corpus {
  private static final int WORDS = 20_000;
  private static final int SHORTEST = 2;
  private static final int LENGTHS = 9;
  private static final int LETTERS = 26;
  private static final int LINE = 12;

  private Corpus() {}

  /** Writes that many bytes. */
  static void write(Path file, long bytes, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] words = words(random);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      long left = bytes;
      for (int i = 1; left > 0; i++) {
        byte[] word = words[rank(random)];
        int length = (int) Math.min(left, word.length);
        out.write(word, 0, length);
        left -= length;
        if (left > 0) {
          out.write(i % LINE == 0 ? '\n' : ' ');
          left--;
        }
      }
    }
  }

  private static byte[][] words(SplittableRandom random) {
    byte[][] words = new byte[WORDS][];
    for (int i = 0; i < WORDS; i++) {
      words[i] = new byte[SHORTEST + random.nextInt(LENGTHS)];
      for (int j = 0; j < words[i].length; j++) {
        // The smaller of two: some letters are common too.
        words[i][j] = (byte) ('a' + Math.min(random.nextInt(LETTERS), random.nextInt(LETTERS)));
      }
    }
    return words;
  }

  /** Finds it by Zipf's law, near enough: each factor of e in rank is as likely as any other. */
  private static int rank(SplittableRandom random) {
    return (int) Math.exp(random.nextDouble() * Math.log(WORDS)) - 1;
  }
}
