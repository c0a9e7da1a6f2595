package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.ConfigBinding;
import java.util.function.Function;

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

  /**
   * @param generated the generated workflow class; its loader finds the registry
   * @param source name of the source
   * @param config the options of the source
   * @param pipeline makes the pipeline of a config
   */
  public Workflow(
      Class<?> generated, String source, ConfigBinding<T> config, Function<T, Pipeline> pipeline) {
    this.generated = generated;
    this.source = source;
    this.config = config;
    this.pipeline = pipeline;
  }

  /** Runs the command, then exits the process with its exit code. */
  public void runAndExit(String... args) {
    Runtime.getRuntime().halt(run(args));
  }

  /** Runs the command and returns its exit code: 0, 1 or 2. */
  public int run(String... args) {
    throw new UnsupportedOperationException(generated + source + config + pipeline + args.length);
  }
}
