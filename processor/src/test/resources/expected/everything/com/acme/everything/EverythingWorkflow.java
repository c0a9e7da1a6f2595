package com.acme.everything;

import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.workflow.Workflow;
import javax.annotation.processing.Generated;

/** The long-running entrypoint of {@link EverythingPipeline}. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class EverythingWorkflow {
  private static final Workflow<Object> WORKFLOW =
      new Workflow<>(
          EverythingWorkflow.class,
          "everything",
          ConfigBinding.none(),
          none -> EverythingPipeline.create());

  private EverythingWorkflow() {}

  /** Runs the command, then exits with its exit code; {@code --help} says more. */
  public static void main(String... args) {
    WORKFLOW.runAndExit(args);
  }

  /** Runs the command and returns its exit code. */
  public static int run(String... args) {
    return WORKFLOW.run(args);
  }
}
