package dev.durableingest.processor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs of this machine: those that the environment variable {@code JAVA_HOMES} lists, those
 * beside the one that runs, and those where installers put them.
 */
final class Jdks {
  private Jdks() {}

  /**
   * A JDK.
   *
   * @param home its folder
   * @param feature its feature release, for example 25
   */
  record Jdk(Path home, int feature) {
    Path tool(String name) {
      boolean isWindows = File.separatorChar == '\\';
      return home.resolve("bin").resolve(isWindows ? name + ".exe" : name);
    }
  }

  /** The newest JDK, if it is newer than the one that runs the tests. */
  static Optional<Jdk> newerThanThis() {
    return candidates()
        .flatMap(home -> read(home).stream())
        .filter(jdk -> jdk.feature() > Runtime.version().feature())
        .max(Comparator.comparingInt(Jdk::feature));
  }

  private static Stream<Path> candidates() {
    String listed = System.getenv().getOrDefault("JAVA_HOMES", "");
    Path here = Path.of(System.getProperty("java.home")).toAbsolutePath();
    Path user = Path.of(System.getProperty("user.home"));
    List<Path> folders = new ArrayList<>();
    if (here.getParent() != null) {
      folders.add(here.getParent());
    }
    folders.add(Path.of("/usr/lib/jvm"));
    folders.add(Path.of("/Library/Java/JavaVirtualMachines"));
    folders.add(user.resolve(".sdkman/candidates/java"));
    folders.add(user.resolve(".jdks"));
    return Stream.concat(
        Stream.of(listed.split(File.pathSeparator)).filter(home -> !home.isBlank()).map(Path::of),
        folders.stream().flatMap(Jdks::children));
  }

  private static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty(); // a folder that may not be listed holds no JDK for us
    }
  }

  private static Optional<Jdk> read(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
      String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      Jdk jdk = new Jdk(home, Runtime.Version.parse(version).feature());
      return Files.isExecutable(jdk.tool("javac")) ? Optional.of(jdk) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
