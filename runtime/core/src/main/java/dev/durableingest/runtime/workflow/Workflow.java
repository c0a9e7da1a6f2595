package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.ConfigBinding;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The long-running entrypoint of a pipeline: what a generated {@code XyzWorkflow} hands its
 * arguments to.
 *
 * @param <T> the config record
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Workflow<T> {
  private final Class<?> generated;
  private final String source;
  private final ConfigBinding<T> config;
  private final Function<T, Pipeline> pipeline;
  private final Supplier<Shell> shells;

  /**
   * @param generated the generated workflow class; its loader finds the registry
   * @param source name of the source
   * @param config the options of the source
   * @param pipeline makes the pipeline of a config
   */
  public Workflow(
      Class<?> generated, String source, ConfigBinding<T> config, Function<T, Pipeline> pipeline) {
    this(generated, source, config, pipeline, Shell::ofProcess);
  }

  Workflow(
      Class<?> generated,
      String source,
      ConfigBinding<T> config,
      Function<T, Pipeline> pipeline,
      Shell shell) {
    this(generated, source, config, pipeline, () -> shell);
  }

  private Workflow(
      Class<?> generated,
      String source,
      ConfigBinding<T> config,
      Function<T, Pipeline> pipeline,
      Supplier<Shell> shells) {
    this.generated = generated;
    this.source = source;
    this.config = config;
    this.pipeline = pipeline;
    this.shells = shells;
  }

  /**
   * Runs the command, then exits the process with its exit code. The process belongs to the
   * workflow: its logs go to standard error, and SIGTERM and SIGINT drain the run before the
   * process ends with exit code 0. The JVM ignores further signals during the drain.
   */
  public void runAndExit(String... args) {
    int exitCode = execute(true, args);
    Shell shell = shells.get();
    shell.out().flush();
    shell.err().flush();
    Runtime.getRuntime().halt(exitCode);
  }

  /**
   * Runs the command and returns its exit code: 0, 1 or 2. Leaves logging, signals and exit to the
   * program around it; an interrupt of the calling thread stops a run gracefully.
   */
  public int run(String... args) {
    return execute(false, args);
  }

  private int execute(boolean ownsProcess, String... args) {
    Shell shell = shells.get(); // where standard output goes may change from run to run
    Failures failures = new Failures(source, shell, args);
    return failures.told(
        () -> {
          OptionTable options = new OptionTable(source, config.options());
          Arguments arguments = Arguments.parse(options, args);
          LayeredValues given = LayeredValues.of(options, arguments.values(), shell.environment());
          given =
              arguments.command() == Command.HELP
                  ? given.withReadableProfile()
                  : given.withProfile();
          failures.hide(given.secrets(config.options()));
          return new Commands<>(generated, config, pipeline, shell)
              .execute(options, arguments, given, ownsProcess);
        });
  }
}
