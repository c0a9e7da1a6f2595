package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Turns what a command throws into one line on standard error and an exit code. Wrong usage can be
 * found before the options are read, so what kind of output is wanted is looked up in the raw
 * arguments.
 */
final class Failures {
  private final String program;
  private final Shell shell;
  private final boolean json;
  private final boolean verbose;
  private Secrets secrets = Secrets.none();

  Failures(String program, Shell shell, String... args) {
    this.program = program;
    this.shell = shell;
    this.json = isAsked("json", shell.environment(), args);
    this.verbose = isAsked("verbose", shell.environment(), args);
  }

  /** From here on these texts are kept out of every line. */
  void hide(List<String> values) {
    secrets = new Secrets(values);
  }

  /** The exit code of a command, whose failure is told. */
  int told(Callable<Integer> command) {
    try {
      return command.call();
    } catch (UsageException | ConfigException e) {
      tell(e, String.valueOf(e.getMessage()));
      shell.err().println("Try '" + program + " --help'.");
      return ExitCode.USAGE;
    } catch (SinkException | IOException e) {
      tell(e, String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    } catch (Exception | LinkageError e) {
      tell(e, "failed with " + e + (verbose ? "" : ". Add --verbose for the stack trace."));
      return ExitCode.FAILED;
    }
  }

  private void tell(Throwable failure, String message) {
    String line = secrets.hide(message).replaceAll("\\s*\\R\\s*", " ");
    if (json) {
      shell.out().println(JsonLine.ofType("error").with("message", line));
      shell.out().flush();
    }
    shell.err().println(program + ": " + line);
    if (verbose) {
      shell.err().println(secrets.hide(ConsoleLogs.stackTrace(failure)));
    }
    shell.err().flush();
  }

  private static boolean isAsked(String flag, Map<String, String> environment, String... args) {
    List<String> all = List.of(args);
    int at = all.indexOf("--" + flag);
    boolean isSwitchedOff =
        at >= 0 && at + 1 < all.size() && all.get(at + 1).equalsIgnoreCase("false");
    return (at >= 0 && !isSwitchedOff)
        || all.contains("--" + flag + "=true")
        || (at < 0
            && "true"
                .equalsIgnoreCase(
                    environment.get("DURABLE_INGEST_" + flag.toUpperCase(Locale.ROOT))));
  }
}
