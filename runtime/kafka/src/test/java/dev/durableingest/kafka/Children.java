package dev.durableingest.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other JVMs, on the class path of this one. */
final class Children {
  private Children() {}

  /** The beginning of a command line; the main class follows. */
  static List<String> java(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    // Newer JDKs warn on standard output of native code that is not let in.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }
}
