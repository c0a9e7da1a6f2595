package dev.durableingest.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class of this class path; its arguments are the place it writes to and the number of
 * records.
 *
 * @param name its row in the table
 * @param main the class
 * @param arguments more arguments, after those two
 */
record JavaContestant(String name, Class<?> main, List<String> arguments) implements Contestant {
  @Override
  public Process start(String place, long records, Path log) throws IOException {
    List<String> all = new ArrayList<>(List.of(place, Long.toString(records)));
    all.addAll(arguments);
    return start(System.getProperty("java.class.path"), main.getName(), all, log);
  }

  /** Starts a process: the same JVM, with the same heap, for everyone. */
  static Process start(String classPath, String main, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
