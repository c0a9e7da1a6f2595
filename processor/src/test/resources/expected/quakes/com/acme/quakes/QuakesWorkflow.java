package com.acme.quakes;

import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.workflow.Workflow;
import java.util.List;
import javax.annotation.processing.Generated;

/** The long-running entrypoint of {@link QuakesPipeline}. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class QuakesWorkflow {
  private static final ConfigBinding<QuakesConfig> CONFIG =
      new ConfigBinding<>(
          List.of(
              new ConfigOption(
                  "feedUrl",
                  "feed-url",
                  "QUAKES_FEED_URL",
                  "uri",
                  false,
                  false,
                  "https://example.org/feed",
                  "Feed address"),
              new ConfigOption(
                  "token",
                  "token",
                  "QUAKES_TOKEN",
                  "string",
                  false,
                  true,
                  null,
                  "Access token")),
          values ->
              new QuakesConfig(
                  values.required("feedUrl", ConfigValues.ConfigType.URI),
                  values.value("token", ConfigValues.ConfigType.STRING)));

  private static final Workflow<QuakesConfig> WORKFLOW =
      new Workflow<>(
          QuakesWorkflow.class,
          "quakes",
          CONFIG,
          QuakesPipeline::create);

  private QuakesWorkflow() {}

  /** Runs the command, then exits with its exit code; {@code --help} says more. */
  public static void main(String... args) {
    WORKFLOW.runAndExit(args);
  }

  /** Runs the command and returns its exit code. */
  public static int run(String... args) {
    return WORKFLOW.run(args);
  }
}
