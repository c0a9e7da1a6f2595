package dev.durableingest.runtime.workflow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param errIsTerminal whether a person watches standard error
 */
record Shell(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean errIsTerminal) {

  private static final int DEFAULT_COLUMNS = 80;

  /** The shell of this process. */
  static Shell ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Shell(System.out, System.err, environment, errIsTerminal(environment));
  }

  /** Width of the terminal, as far as it is known. */
  int columns() {
    try {
      return Math.max(20, Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  /**
   * Java tells only whether input and output are a terminal, and newer versions not even that;
   * where the system names the open file, its name decides. Elsewhere {@code --progress always}
   * helps.
   */
  private static boolean errIsTerminal(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    if (term.isEmpty() || term.equals("dumb")) {
      return false;
    }
    try {
      String opened = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return opened.startsWith("/dev/pts/")
          || opened.startsWith("/dev/tty")
          || opened.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
