package dev.durableingest.runtime.workflow;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a workflow that ran in this process answered. */
record Ran(int exitCode, String out, String err) {

  /** Runs the workflow of {@link Quakes}. */
  static Ran quakes(Map<String, String> environment, String... args) {
    return workflow(Quakes::workflow, environment, args);
  }

  /** Runs a workflow with its streams caught. */
  static Ran workflow(
      Function<Shell, Workflow<?>> workflow, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false);
    int exitCode = workflow.apply(shell).run(args);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  List<String> outLines() {
    return out.lines().toList();
  }
}
