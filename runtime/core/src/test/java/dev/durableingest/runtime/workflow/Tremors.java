package dev.durableingest.runtime.workflow;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
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
import java.time.Duration;
import java.util.List;

/** A source that counts, some of whose events are bad until somebody mends the resource. */
final class Tremors {
  static final ResourceKey<Tremor, Cursor> TREMORS =
      ResourceKey.of("tremors", Tremor.class, Cursor.class);

  private Tremors() {}

  /** What the source reads. */
  record Tremor(long id) {}

  /** What the stream holds. */
  record Row(long id) {}

  /** How far the source has come. */
  record Cursor(long id) {}

  /**
   * The config.
   *
   * @param count how many there are
   * @param badEvery every which of them is bad; 0 for none
   */
  record Config(long count, long badEvery) {}

  static Workflow<Config> workflow(Shell shell) {
    return new Workflow<>(Tremors.class, "tremors", config(), Tremors::pipeline, shell);
  }

  /** The same as a process of its own. */
  public static void main(String... args) {
    new Workflow<>(Tremors.class, "tremors", config(), Tremors::pipeline).runAndExit(args);
  }

  static Pipeline pipeline(Config config) {
    return Pipeline.of(
        new SourceBinding(
            "tremors",
            () ->
                context -> {
                  long after = context.checkpoint(TREMORS).map(Cursor::id).orElse(0L);
                  for (long id = after + 1; id <= config.count(); id++) {
                    context.emit(TREMORS, new Tremor(id));
                  }
                },
            new SourceBinding.Reconnect(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0),
            List.of(
                new ResourceBinding<>(
                    TREMORS,
                    tremor -> process(config, tremor),
                    SinkTarget.stream("tremors", ""),
                    new RowCodec(),
                    tremor -> 16,
                    OnError.DEAD_LETTER,
                    Replay.FROM_CHECKPOINT))));
  }

  private static ProcessResult<Row, Cursor> process(Config config, Tremor tremor) {
    if (config.badEvery() > 0 && tremor.id() % config.badEvery() == 0) {
      throw new IllegalArgumentException("bad tremor " + tremor.id());
    }
    return ProcessResult.of(new Row(tremor.id())).withCheckpoint(new Cursor(tremor.id()));
  }

  private static ConfigBinding<Config> config() {
    return new ConfigBinding<>(
        List.of(option("count"), option("badEvery")),
        values ->
            new Config(
                values.required("count", ConfigType.LONG),
                values.required("badEvery", ConfigType.LONG)));
  }

  private static ConfigOption option(String component) {
    String name = component.equals("badEvery") ? "bad-every" : component;
    String env = "TREMORS_" + component.toUpperCase(java.util.Locale.ROOT);
    return new ConfigOption(component, name, env, "long", false, false, "0", "");
  }

  private static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(Column.required("id", ColumnType.Scalar.INT64));
    }

    @Override
    public void check(Row row) {
      // A long fits its column always.
    }

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("id");
      out.writeLong(row.id());
    }
  }
}
