package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;

/** What shading JMH, JNA and OSHI into one jar may lose without a word. */
class ShadedJarIT {
  @TempDir Path folder;

  @Test
  void everyAnnotatedMethodIsListed() throws Exception {
    TreeSet<String> annotated = new TreeSet<>();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {Jar.FILE.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> annotation = loader.loadClass(Benchmark.class.getName());
      for (String name : entries()) {
        if (name.matches("dev/tare/bench/\\w+/\\w+\\.class")) {
          Class<?> type = loader.loadClass(name.replace('/', '.').replace(".class", ""));
          Arrays.stream(type.getDeclaredMethods())
              .filter(
                  method ->
                      Arrays.stream(method.getAnnotations())
                          .anyMatch(a -> a.annotationType() == annotation))
              .forEach(method -> annotated.add(type.getName() + "." + method.getName()));
        }
      }
    }
    Jar.Ended listed = new Jar(folder).run("-l");
    assertThat(listed.exit()).isZero();
    // A group of methods is listed by the group's name.
    assertThat(annotated).isNotEmpty();
    List<String> lines = listed.out().lines().filter(line -> line.startsWith("dev.tare.")).toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).matches("dev\\.tare\\.bench\\..*"));
    assertThat(grouped(annotated)).containsExactlyInAnyOrderElementsOf(lines);
  }

  /** The listed names: methods of one group count as one, under the group's name. */
  private static TreeSet<String> grouped(TreeSet<String> methods) throws Exception {
    TreeSet<String> names = new TreeSet<>();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {Jar.FILE.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String method : methods) {
        String type = method.substring(0, method.lastIndexOf('.'));
        String name = method.substring(type.length() + 1);
        String group = null;
        for (var declared : loader.loadClass(type).getDeclaredMethods()) {
          for (var a : declared.getAnnotations()) {
            if (declared.getName().equals(name)
                && a.annotationType().getSimpleName().equals("Group")) {
              group = (String) a.annotationType().getMethod("value").invoke(a);
            }
          }
        }
        names.add(type + "." + (group == null ? name : group));
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"META-INF/CompilerHints", "META-INF/BenchmarkList"})
  void linesOfAllModulesSurvive(String resource) throws IOException {
    TreeSet<String> ofAll = new TreeSet<>();
    for (URL each : Collections.list(getClass().getClassLoader().getResources(resource))) {
      try (InputStream in = each.openStream()) {
        ofAll.addAll(lines(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    assertThat(ofAll).anyMatch(line -> line.contains("bench"));
    assertThat(lines(text(resource))).containsAll(ofAll);
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  @Test
  void nothingIsForAnotherSystem() throws IOException {
    assertThat(entries())
        .noneMatch(
            name ->
                name.matches(
                    "(?i)(?!com/sun/jna/win32/).*/(aix|freebsd|mac|netbsd|openbsd|solaris|sunos.*|win32.*|windows|wince)/.*"))
        .doesNotContain("checkstyle.xml", "findbugs.xml")
        .noneMatch(name -> name.matches(".*\\.(dll|jnilib|dylib)"));
  }

  @Test
  void whatIsLeftReadsTheHardware() {
    Jar.Ended ended = new Jar(folder).run("facts", "--json");
    assertThat(ended.exit()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("\"cpu.model\"", "\"memory.totalBytes\"")
        .doesNotContain("facts.failed");
  }

  @Test
  void bothOfOshisProvidersSurvive() throws IOException {
    List<String> services =
        entries().stream().filter(name -> name.startsWith("META-INF/services/oshi")).toList();
    for (String service : services) {
      assertThat(text(service)).isNotBlank();
    }
    assertThat(entries()).anyMatch(name -> name.startsWith("oshi/"));
  }

  @Test
  void noClassIsTwiceInTheJarOrOnTheClassPath() throws IOException {
    assertThat(entries()).filteredOn(name -> name.endsWith(".class")).doesNotHaveDuplicates();

    Map<String, List<String>> owners = new HashMap<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String element : path.split(File.pathSeparator)) {
      if (element.endsWith(".jar")) {
        for (String name : entries(Path.of(element))) {
          if (name.endsWith(".class")
              && !name.startsWith("META-INF/")
              && !name.equals("module-info.class")) {
            owners.computeIfAbsent(name, key -> new ArrayList<>()).add(element);
          }
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(1000);
    owners.values().removeIf(jars -> jars.size() == 1);
    assertThat(owners).isEmpty();
  }

  @Test
  void manifestAllowsNativeAccessAndSeveralReleases() throws IOException {
    try (JarFile jar = new JarFile(Jar.FILE.toFile())) {
      var attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Multi-Release")).isEqualTo("true");
      assertThat(attributes.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(attributes.getValue("Main-Class")).isEqualTo(Main.class.getName());
    }
  }

  private static List<String> entries() throws IOException {
    return entries(Jar.FILE);
  }

  private static List<String> entries(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        names.add(entries.nextElement().getName());
      }
    }
    return names;
  }

  private static String text(String name) throws IOException {
    try (JarFile jar = new JarFile(Jar.FILE.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
