package dev.durableingest.runtime.workflow;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A small source, wired by hand: counts from its cursor up, into one stream. */
public final class Quakes {
  static final ResourceKey<Quake, QuakeCursor> EARTHQUAKES =
      ResourceKey.of("earthquakes", Quake.class, QuakeCursor.class);

  static final List<ConfigOption> OPTIONS =
      List.of(
          option("count", "long", true, false, null, "How many quakes, 0 for no end"),
          option("feedUrl", "uri", false, false, "https://example.org/feed", "Feed address."),
          option("token", "string", true, true, null, "Access token"),
          option("regions", "list(string)", false, false, null, ""),
          option("pause", "duration", false, false, "0ms", "Wait between two quakes: 100% idle"),
          option("strict", "boolean", false, false, "false", "Refuse what is odd"),
          option("mode", "enum(live, history)", false, false, "live", ""),
          option("resource", "string", false, false, "earthquakes", "Name that is emitted"),
          option("stuckAt", "long", false, false, "0", "Number that is never mapped"),
          option("restAt", "long", false, false, "0", "Number after which it is only alive"),
          option("deaf", "boolean", false, false, "false", "Does not hear that it is to stop"),
          option("lastEmitted", "path", false, false, null, "Where the last number is noted"));

  private Quakes() {}

  /** What the source reads. */
  public record Quake(long id) {}

  /** What the stream holds. */
  public record QuakeRow(long id) {}

  /** How far the source has come. */
  public record QuakeCursor(long id) implements Comparable<QuakeCursor> {
    @Override
    public int compareTo(QuakeCursor other) {
      return Long.compare(id, other.id);
    }
  }

  /** The config of the source. */
  public record QuakesConfig(
      long count,
      URI feedUrl,
      String token,
      List<String> regions,
      Duration pause,
      boolean strict,
      Mode mode,
      String resource,
      long stuckAt,
      long restAt,
      boolean deaf,
      @Nullable Path lastEmitted) {
    public QuakesConfig {
      if (count < 0) {
        throw new IllegalArgumentException("There is no negative count of quakes with " + token);
      }
    }
  }

  /** What is read. */
  public enum Mode {
    LIVE,
    HISTORY
  }

  static ConfigBinding<QuakesConfig> config() {
    return new ConfigBinding<>(
        OPTIONS,
        values ->
            new QuakesConfig(
                values.required("count", ConfigType.LONG),
                values.required("feedUrl", ConfigType.URI),
                values.required("token", ConfigType.STRING),
                values.list("regions", ConfigType.STRING),
                values.required("pause", ConfigType.DURATION),
                values.required("strict", ConfigType.BOOLEAN),
                values.required("mode", ConfigType.enumOf(Mode.class)),
                values.required("resource", ConfigType.STRING),
                values.required("stuckAt", ConfigType.LONG),
                values.required("restAt", ConfigType.LONG),
                values.required("deaf", ConfigType.BOOLEAN),
                values.value("lastEmitted", ConfigType.PATH)));
  }

  static Workflow<QuakesConfig> workflow(Shell shell) {
    return new Workflow<>(Quakes.class, "quakes", config(), Quakes::pipeline, shell);
  }

  /** A workflow that only makes its config record, and keeps it. */
  static Workflow<QuakesConfig> configuring(Shell shell, AtomicReference<QuakesConfig> made) {
    return new Workflow<>(
        Quakes.class,
        "quakes",
        config(),
        config -> {
          made.set(config);
          throw new UsageException("config is made");
        },
        shell);
  }

  static Pipeline pipeline(QuakesConfig config) {
    if (config.strict()) {
      Logger.getLogger("a.library").info("what a library tells of itself");
    }
    return Pipeline.of(
        new SourceBinding(
            "quakes",
            () -> new QuakesSource(config),
            new SourceBinding.Reconnect(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0),
            List.of(
                new ResourceBinding<>(
                    EARTHQUAKES,
                    quake -> process(config, quake),
                    SinkTarget.stream("earthquakes", ""),
                    new QuakeCodec(),
                    quake -> 16,
                    OnError.DEAD_LETTER,
                    Replay.FROM_CHECKPOINT))));
  }

  private static ProcessResult<QuakeRow, QuakeCursor> process(QuakesConfig config, Quake quake) {
    while (quake.id() == config.stuckAt()) {
      noteStuck(config.lastEmitted());
      LockSupport.parkNanos(1_000_000);
    }
    return ProcessResult.of(new QuakeRow(quake.id())).withCheckpoint(new QuakeCursor(quake.id()));
  }

  /** Says that it is stuck, by a file beside the one for the last number. */
  private static void noteStuck(@Nullable Path lastEmitted) {
    try {
      if (lastEmitted != null) {
        boolean unused = stuck(lastEmitted).toFile().createNewFile(); // deaf to interrupts
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that is there once it is stuck. */
  static Path stuck(Path lastEmitted) {
    return lastEmitted.resolveSibling(lastEmitted.getFileName() + ".stuck");
  }

  /** The same as a process of its own. */
  public static void main(String... args) {
    new Workflow<>(Quakes.class, "quakes", config(), Quakes::pipeline).runAndExit(args);
  }

  private static ConfigOption option(
      String component,
      String type,
      boolean required,
      boolean secret,
      @Nullable String byDefault,
      String description) {
    String name = component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    String env = "QUAKES_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return new ConfigOption(component, name, env, type, required, secret, byDefault, description);
  }

  /** Emits the numbers after its cursor; notes the last one that was taken when it is stopped. */
  private record QuakesSource(QuakesConfig config) implements SourceAdapter {
    @Override
    public void run(SourceContext context) throws Exception {
      long last = context.checkpoint(EARTHQUAKES).map(QuakeCursor::id).orElse(0L);
      try {
        while (config.count() == 0 || last < config.count()) {
          context.emit(config.resource(), new Quake(last + 1));
          last++;
          Thread.sleep(config.pause().toMillis());
          while (last == config.restAt()) {
            context.alive();
            context.lag(SourceLag.ofLog(2048, Duration.ofMillis(1500)));
            rest();
          }
        }
      } finally {
        note(last);
      }
    }

    private void rest() throws InterruptedException {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        if (!config.deaf()) {
          throw e;
        }
      }
    }

    private void note(long last) throws IOException {
      if (config.lastEmitted() != null) {
        Files.writeString(config.lastEmitted(), String.valueOf(last));
      }
    }
  }

  private static final class QuakeCodec implements RecordCodec<QuakeRow> {
    @Override
    public List<Column> columns() {
      return List.of(Column.required("id", ColumnType.Scalar.INT64));
    }

    @Override
    public void check(QuakeRow row) {
      // A long fits its column always.
    }

    @Override
    public void write(QuakeRow row, RecordWriter out) {
      out.field("id");
      out.writeLong(row.id());
    }
  }
}
