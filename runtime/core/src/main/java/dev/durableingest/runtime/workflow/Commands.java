package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.pipeline.Maintenance;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.status.StatusServer;
import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.ConfigException;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does what the command line says, with the values that were given.
 *
 * @param <T> the config record
 */
final class Commands<T> {
  private static final Logger LOGGER = System.getLogger(Commands.class.getName());

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
  int execute(OptionTable options, Arguments arguments, LayeredValues given, boolean ownsProcess)
      throws SinkException, IOException {
    Command command = arguments.command();
    ConfigValues own = given.values(ownOptions(options));
    if (command == Command.HELP) {
      shell.out().print(new HelpText(options).text());
      given.origins(options).forEach(origin -> shell.out().println(line(origin)));
      return ExitCode.OK;
    }
    if (OutputOptions.isOn(own, "version")) {
      shell.out().println(Versions.line(options.source(), generated));
      return ExitCode.OK;
    }
    try (Console console = new Console(shell, new Secrets(given.secrets(config.options())))) {
      if (ownsProcess) {
        takeLogs(console, options.source(), OutputOptions.of(own).verbose());
      }
      return execute(options, arguments, given, ownsProcess, console);
    }
  }

  private int execute(
      OptionTable options,
      Arguments arguments,
      LayeredValues given,
      boolean ownsProcess,
      Console console)
      throws SinkException, IOException {
    Command command = arguments.command();
    ConfigValues own = given.values(ownOptions(options));
    OutputOptions output = OutputOptions.of(own);
    PipelineOptions pipelineOptions = new PipelineOptionsReader(own).read();
    return switch (command) {
      case REGISTRY -> showRegistry(options.source(), output.json());
      case QUERY -> query(options.source(), pipelineOptions, arguments, output.json());
      case STREAM_TAIL ->
          new TailCommand(shell)
              .run(pipelineOptions.stream(), arguments.operand(), TailCommand.Range.of(own));
      case CHECKPOINT_SHOW ->
          new ShowCheckpoint(options.source(), pipelineOptions, shell.out())
              .run(hasTables(options.source()), output.json());
      case CHECKPOINT_SET, CHECKPOINT_RESET ->
          changeCheckpoint(options.source(), pipelineOptions, arguments, own);
      case DEAD_LETTERS_LIST, DEAD_LETTERS_DISCARD ->
          handleLetters(options.source(), pipelineOptions, arguments, own);
      default -> {
        Ingest ingest = ingest(options, given, pipelineOptions, command == Command.CHECK);
        checkUrls(ingest);
        Secrets secrets = new Secrets(given.secrets(config.options()));
        if (command == Command.CHECK) {
          yield new CheckCommand(ingest, shell.out(), secrets)
              .run(config.options().size(), output.json());
        }
        if (command == Command.DEAD_LETTERS_RETRY) {
          DeadLetterSelection which = DeadLetterSelection.of(arguments.operands());
          yield new DeadLetterCommands(
                  options.source(), pipelineOptions, shell.out(), output.json())
              .retry(ingest.pipeline(), which, secrets);
        }
        try (StatusServer server = StatusOptions.of(own).open()) {
          yield command == Command.PREVIEW
              ? preview(ingest, console, server, ownsProcess)
              : run(ingest.answeringAt(server), output, console, server, ownsProcess);
        }
      }
    };
  }

  private Ingest ingest(
      OptionTable options,
      LayeredValues given,
      PipelineOptions pipelineOptions,
      boolean isToBeChecked) {
    given.requireAll(config.options());
    Pipeline compiled = pipeline.apply(record(given.values(config.options())));
    Profile profile = given.profile().orElse(null);
    if (profile == null) {
      return new Ingest(compiled, pipelineOptions, List.of());
    }
    Pipeline wired = profile.apply(compiled, pipelineOptions);
    List<Finding> findings = new ArrayList<>(given.origins(options));
    if (isToBeChecked) {
      findings.addAll(profile.check(compiled, pipelineOptions));
    }
    return new Ingest(wired, pipelineOptions, findings);
  }

  private int query(
      String source, PipelineOptions pipelineOptions, Arguments arguments, boolean json)
      throws SinkException {
    URI tables = pipelineOptions.olap().orElseGet(() -> WorkflowOptions.defaultOlap(source));
    return new QueryCommand(shell.out()).run(tables, arguments.operand(), json);
  }

  private int changeCheckpoint(
      String source, PipelineOptions pipelineOptions, Arguments arguments, ConfigValues own)
      throws SinkException, IOException {
    Registry registry = registry(source);
    URI checkpoints =
        new ShowCheckpoint(source, pipelineOptions, shell.out()).authority(registry.hasTables());
    String pipelineId = pipelineOptions.pipelineId().orElse(source);
    ChangeCheckpoint change =
        new ChangeCheckpoint(
            registry,
            new Maintenance(pipelineId, checkpoints),
            shell.out(),
            OutputOptions.isOn(own, "json"));
    boolean isAgreed = OutputOptions.isOn(own, "yes");
    return arguments.command() == Command.CHECKPOINT_SET
        ? change.set(arguments.operands(), generated.getClassLoader(), isAgreed)
        : change.reset(arguments.operands(), isAgreed);
  }

  private int handleLetters(
      String source, PipelineOptions pipelineOptions, Arguments arguments, ConfigValues own)
      throws SinkException, IOException {
    boolean json = OutputOptions.isOn(own, "json");
    DeadLetterCommands letters = new DeadLetterCommands(source, pipelineOptions, shell.out(), json);
    if (arguments.command() == Command.DEAD_LETTERS_LIST) {
      return letters.list();
    }
    DeadLetterSelection which = DeadLetterSelection.of(arguments.operands());
    URI checkpoints =
        new ShowCheckpoint(source, pipelineOptions, shell.out()).authority(hasTables(source));
    return letters.discard(checkpoints, which, OutputOptions.isOn(own, "yes"));
  }

  private int run(
      Ingest ingest,
      OutputOptions output,
      Console console,
      @Nullable StatusServer server,
      boolean ownsProcess) {
    String program = ingest.source();
    Report report =
        output.json()
            ? new JsonReport(console, program, output.progress() == OutputOptions.Progress.ALWAYS)
            : new TextReport(console, program, output.style(shell), Clock.systemUTC());
    return drive(command(ingest, report, console, server), ingest, ownsProcess);
  }

  /** Shows what a run would write, from where it would go on. */
  private int preview(
      Ingest ingest, Console console, @Nullable StatusServer server, boolean ownsProcess)
      throws SinkException {
    String program = ingest.source();
    CheckpointDocument start =
        new ShowCheckpoint(program, ingest.options(), shell.out())
            .read(ingest.olap().isPresent())
            .orElse(null);
    String from = start == null ? "the beginning" : "checkpoint " + start.revision();
    PreviewLines lines = new PreviewLines(shell.out(), console::hide);
    Report report = new PreviewReport(console, program, from);
    Ingest previewing = ingest.previewing(lines, start);
    return drive(command(previewing, report, console, server), previewing, ownsProcess);
  }

  private RunCommand command(
      Ingest ingest, Report report, Console console, @Nullable StatusServer server) {
    return new RunCommand(ingest, console, report, server, () -> registryJson(ingest.source()));
  }

  private static int drive(RunCommand command, Ingest ingest, boolean ownsProcess) {
    ingest.profile().forEach(Commands::log);
    return ownsProcess ? command.runOwningTheProcess() : command.runEmbedded();
  }

  /** What is logged, also by a library, is a line like any other. */
  private void takeLogs(Console console, String program, boolean verbose) {
    ConsoleLogs logs = new ConsoleLogs(console, program, verbose);
    logs.installUnlessConfigured(List.of("dev.durableingest", generated.getPackageName()));
    Thread.setDefaultUncaughtExceptionHandler(logs::threadDied);
  }

  private static void log(Finding origin) {
    LOGGER.log(Level.INFO, line(origin));
  }

  private static String line(Finding origin) {
    return origin.what() + " " + origin.fact();
  }

  /** The author's constructor may refuse values that each are well. */
  private T record(ConfigValues values) {
    try {
      return config.factory().apply(values);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage() == null ? "the configuration is refused." : e.getMessage();
      ConfigException refused = new ConfigException(message);
      refused.initCause(e);
      throw refused;
    }
  }

  /** What a run would fail of a moment later is wrong usage when it can be seen beforehand. */
  private static void checkUrls(Ingest ingest) {
    PipelineOptions options = ingest.options();
    URI unaskedStream = PipelineOptions.defaults().stream();
    Optional<URI> stream =
        ingest.stream()
            .or(() -> Optional.of(options.stream()).filter(url -> !url.equals(unaskedStream)));
    URI unaskedOlap = WorkflowOptions.defaultOlap(ingest.source());
    Optional<URI> olap =
        ingest.olap().or(() -> options.olap().filter(url -> !url.equals(unaskedOlap)));
    try {
      for (URI url : olap.stream().toList()) {
        SinkUrls.provider(url, Role.OLAP);
      }
      for (URI url : stream.stream().toList()) {
        SinkUrls.provider(url, Role.STREAM);
      }
      for (URI url : options.checkpoints().stream().toList()) {
        CheckpointUrls.provider(url);
      }
    } catch (SinkException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> registryJson(String source) {
    try {
      return Registry.of(generated, source).map(Registry::json);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private int showRegistry(String source, boolean json) throws IOException {
    Registry registry = registry(source);
    if (json) {
      shell.out().println(registry.json());
    } else {
      registry.lines().forEach(shell.out()::println);
    }
    return ExitCode.OK;
  }

  private Registry registry(String source) throws IOException {
    return Registry.of(generated, source)
        .orElseThrow(
            () ->
                new IOException(
                    "the registry of source '"
                        + source
                        + "' is not beside "
                        + generated.getName()
                        + ": compile with durable-ingest-processor."));
  }

  private boolean hasTables(String source) throws IOException {
    return Registry.of(generated, source).map(Registry::hasTables).orElse(false);
  }

  private static List<ConfigOption> ownOptions(OptionTable options) {
    List<ConfigOption> all = new ArrayList<>();
    options.own().forEach(group -> all.addAll(group.options()));
    return all;
  }
}
