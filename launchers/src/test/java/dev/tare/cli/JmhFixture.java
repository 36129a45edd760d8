package dev.tare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.openjdk.jmh.Main;

/** A JMH jar as its archetype makes one: not a class of this suite in it. */
final class JmhFixture {
  private static final String SOURCE =
      """
      package org.sample;
      import java.util.concurrent.TimeUnit;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      @BenchmarkMode(Mode.AverageTime)
      @OutputTimeUnit(TimeUnit.MICROSECONDS)
      @Fork(3)
      @Warmup(iterations = 2, time = 100, timeUnit = TimeUnit.MILLISECONDS)
      @Measurement(iterations = 3, time = 100, timeUnit = TimeUnit.MILLISECONDS)
      public class MyBenchmark {
        @Param("1000") public int size;
        private static long work(int n) {
          long x = 1;
          for (int i = 0; i < n; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
          }
          return x;
        }
        @Benchmark public long changed() { return work(size * PERCENT / 100); }
        @Benchmark public long same() { return work(size) ^ 1; }
        @Benchmark public long other() { return work(2 * size) ^ 3; }
      }
      """;

  private static final String BROKEN =
      """
      package org.sample;
      public class Broken {
        @org.openjdk.jmh.annotations.Benchmark
        public void failing() { throw new IllegalStateException("boom"); }
      }
      """;

  /** Passes JMH's options on, or does nothing for ever. */
  private static final String MAIN =
      """
      package org.sample;
      public class Start {
        public static void main(String[] args) throws Exception {
          if (Boolean.getBoolean("hang") || HANG) {
            Thread.sleep(Long.MAX_VALUE);
          }
          org.openjdk.jmh.Main.main(args);
        }
      }
      """;

  private final Path folder;

  JmhFixture(Path folder) {
    this.folder = folder;
  }

  /**
   * One whose method {@code changed} does that much of the usual work, and JMH's own main class.
   */
  Path jar(String name, int percent) throws IOException {
    return jar(name, percent, "org.openjdk.jmh.Main", false);
  }

  /** One with a main class of its own, which may never come to JMH. */
  Path jarOfItsOwn(String name, boolean hangs) throws IOException {
    return jar(name, 100, "org.sample.Start", hangs);
  }

  private Path jar(String name, int percent, String main, boolean hangs) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name + "-sources"));
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    Path benchmark = sources.resolve("MyBenchmark.java");
    Path start = sources.resolve("Start.java");
    Path broken = sources.resolve("Broken.java");
    Files.writeString(broken, BROKEN);
    Files.writeString(benchmark, SOURCE.replace("PERCENT", String.valueOf(percent)));
    Files.writeString(start, MAIN.replace("HANG", String.valueOf(hangs)));
    Path jmh = jarOf(Main.class);
    Path processor =
        jmh.getParent()
            .getParent()
            .getParent()
            .resolve("jmh-generator-annprocess")
            .resolve(jmh.getParent().getFileName())
            .resolve(jmh.getFileName().toString().replace("jmh-core", "jmh-generator-annprocess"));
    List<Path> path =
        List.of(
            jmh, jarOf("joptsimple.OptionParser"), jarOf("org.apache.commons.math3.util.FastMath"));
    String classPath = String.join(":", path.stream().map(Path::toString).toList());
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                "-cp",
                classPath,
                "-processorpath",
                processor + ":" + classPath,
                benchmark.toString(),
                broken.toString(),
                start.toString());
    if (failed != 0) {
      throw new IOException("the fixture does not compile");
    }
    return packed(folder.resolve(name), main, classes, path);
  }

  private static Path packed(Path file, String main, Path classes, List<Path> jars)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest);
        Stream<Path> own = Files.walk(classes)) {
      for (Path one : own.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
      }
      for (Path jar : jars) {
        copy(jar, out);
      }
    }
    return file;
  }

  private static void copy(Path from, OutputStream to) throws IOException {
    JarOutputStream out = (JarOutputStream) to;
    try (JarFile jar = new JarFile(from.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry one = all.nextElement();
        if (one.getName().endsWith(".class") || one.getName().endsWith(".properties")) {
          out.putNextEntry(new JarEntry(one.getName()));
          try (InputStream content = jar.getInputStream(one)) {
            content.transferTo(out);
          }
        }
      }
    }
  }

  private static Path jarOf(String type) throws IOException {
    try {
      return jarOf(Class.forName(type));
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
