package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.ConfigException;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;

/**
 * Does what the command line says, with the values that were given.
 *
 * @param <T> the config record
 */
final class Commands<T> {
  private final Class<?> generated;
  private final ConfigBinding<T> config;
  private final Function<T, Pipeline> pipeline;
  private final Shell shell;

  Commands(
      Class<?> generated, ConfigBinding<T> config, Function<T, Pipeline> pipeline, Shell shell) {
    this.generated = generated;
    this.config = config;
    this.pipeline = pipeline;
    this.shell = shell;
  }

  /** Executes a command and returns its exit code. */
  int execute(OptionTable options, Command command, LayeredValues given, boolean ownsProcess)
      throws SinkException, IOException {
    ConfigValues own = given.values(ownOptions(options));
    if (isOn(own, "help") || command == Command.HELP) {
      shell.out().print(new HelpText(options).text());
      return ExitCode.OK;
    }
    if (isOn(own, "version")) {
      shell.out().println(Versions.line(options.source(), generated));
      return ExitCode.OK;
    }
    PipelineOptions pipelineOptions = new PipelineOptionsReader(own).read();
    return switch (command) {
      case REGISTRY -> showRegistry(options.source(), isOn(own, "json"));
      case CHECKPOINT_SHOW ->
          new ShowCheckpoint(options.source(), pipelineOptions, shell.out())
              .run(hasTables(options.source()), isOn(own, "json"));
      default -> run(options, given, pipelineOptions, ownsProcess);
    };
  }

  private int run(
      OptionTable options,
      LayeredValues given,
      PipelineOptions pipelineOptions,
      boolean ownsProcess) {
    given.requireAll(config.options());
    Ingest ingest =
        new Ingest(pipeline.apply(record(given.values(config.options()))), pipelineOptions);
    checkUrls(ingest);
    ConfigValues own = given.values(ownOptions(options));
    Progress progress = own.required("progress", ConfigType.enumOf(Progress.class));
    try (Console console = new Console(shell, new Secrets(given.secrets(config.options())))) {
      String program = options.source();
      Report report =
          isOn(own, "json")
              ? new JsonReport(console, program)
              : new TextReport(console, program, style(progress), Clock.systemUTC());
      RunCommand command = new RunCommand(ingest, console, report);
      if (!ownsProcess) {
        return command.runEmbedded();
      }
      List<Logger> logs =
          new ConsoleLogs(console, program, isOn(own, "verbose"))
              .installUnlessConfigured(List.of("dev.durableingest", generated.getPackageName()));
      int exitCode = command.runOwningTheProcess();
      logs.forEach(logger -> logger.setLevel(null));
      return exitCode;
    }
  }

  /** The author's constructor may refuse values that each are well. */
  private T record(ConfigValues values) {
    try {
      return config.factory().apply(values);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage() == null ? "the configuration is refused." : e.getMessage();
      throw new ConfigException(message);
    }
  }

  private static void checkUrls(Ingest ingest) {
    Optional<URI> olap = ingest.olap().or(() -> ingest.options().olap());
    olap.ifPresent(url -> check("olap", () -> SinkUrls.provider(url, Role.OLAP)));
    check("stream", () -> SinkUrls.provider(ingest.options().stream(), Role.STREAM));
    ingest
        .options()
        .checkpoints()
        .ifPresent(url -> check("checkpoints", () -> CheckpointUrls.provider(url)));
  }

  private static void check(String option, UrlCheck check) {
    try {
      check.run();
    } catch (SinkException e) {
      throw new UsageException("--" + option + ": " + e.getMessage());
    }
  }

  private int showRegistry(String source, boolean json) throws IOException {
    Registry registry =
        Registry.of(generated, source)
            .orElseThrow(
                () ->
                    new IOException(
                        "the registry of source '"
                            + source
                            + "' is not beside "
                            + generated.getName()
                            + ": compile with durable-ingest-processor."));
    if (json) {
      shell.out().println(registry.json());
    } else {
      registry.lines().forEach(shell.out()::println);
    }
    return ExitCode.OK;
  }

  private boolean hasTables(String source) throws IOException {
    return Registry.of(generated, source).map(Registry::hasTables).orElse(false);
  }

  private TextReport.Style style(Progress progress) {
    return switch (progress) {
      case AUTO -> shell.errIsTerminal() ? TextReport.Style.LIVE : TextReport.Style.LINES;
      case ALWAYS -> TextReport.Style.LIVE;
      case NEVER -> TextReport.Style.PROBLEMS;
    };
  }

  private static List<ConfigOption> ownOptions(OptionTable options) {
    List<ConfigOption> all = new ArrayList<>();
    options.own().forEach(group -> all.addAll(group.options()));
    return all;
  }

  private static boolean isOn(ConfigValues values, String flag) {
    return Boolean.TRUE.equals(values.value(flag, ConfigType.BOOLEAN));
  }

  /** The values of {@code --progress}. */
  private enum Progress {
    AUTO,
    ALWAYS,
    NEVER
  }

  @FunctionalInterface
  private interface UrlCheck {
    Object run() throws SinkException;
  }
}
