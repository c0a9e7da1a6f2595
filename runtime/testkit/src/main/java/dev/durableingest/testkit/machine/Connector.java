package dev.durableingest.testkit.machine;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.testkit.planted.LooseSpot;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.Mark;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.Plan.Style;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.Spot;
import dev.durableingest.testkit.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connector of a plan, wired as generated code would do it. */
public final class Connector {
  static final SourceBinding.Reconnect RECONNECT =
      new SourceBinding.Reconnect(Duration.ofMillis(100), Duration.ofSeconds(5), 2, 0.2);

  private final Life life;
  private final World world;
  private final List<ResourceBinding<?, ?, ?>> resources = new ArrayList<>();

  /**
   * @param life in which it runs
   */
  public Connector(Life life) {
    this.life = life;
    this.world = life.world();
    for (int resource = 0; resource < world.plan().resources(); resource++) {
      resources.add(binding(resource));
    }
  }

  /** The pipeline. */
  public Pipeline pipeline() {
    return Pipeline.of(
        new SourceBinding(
            "simulated",
            () -> {
              throw new IllegalStateException("The simulated machine makes the source");
            },
            RECONNECT,
            resources));
  }

  /** The key of a resource. */
  @SuppressWarnings("unchecked") // every payload is one
  ResourceKey<LogEvent, ?> key(int resource) {
    return (ResourceKey<LogEvent, ?>) resources.get(resource).key();
  }

  /** The index of a resource. */
  static int indexOf(String name) {
    return name.charAt(1) - '0';
  }

  /** The event of a dead letter, by what its error says. */
  static int eventOf(@Nullable String message) {
    String text = String.valueOf(message);
    return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
  }

  private ResourceBinding<?, ?, ?> binding(int resource) {
    Plan plan = world.plan();
    if (!plan.isReplayable(resource)) {
      return binding(resource, Void.class, event -> null, Replay.NONE);
    }
    if (plan.isComparable() && world.has(PlantedBug.REPLAY_FILTER_EXCLUSIVE)) {
      return binding(
          resource,
          LooseSpot.class,
          event -> new LooseSpot(event.at(), event.index()),
          Replay.OVERLAPPING);
    }
    if (plan.isComparable()) {
      return binding(
          resource, Spot.class, event -> new Spot(event.at(), event.index()), Replay.OVERLAPPING);
    }
    boolean shares = world.has(PlantedBug.CURSOR_SHARED_BY_EVENTS);
    return binding(
        resource,
        Mark.class,
        event -> new Mark(shares ? (event.id() + 1) / 2 * 2 : event.id()),
        plan.style() == Style.ROUGH ? Replay.OVERLAPPING : Replay.FROM_CHECKPOINT);
  }

  private <C> ResourceBinding<LogEvent, Row, C> binding(
      int resource, Class<C> cursorType, Function<LogEvent, @Nullable C> cursor, Replay replay) {
    String name = Plan.nameOf(resource);
    SinkTarget target =
        world.plan().tables().get(resource)
            ? SinkTarget.olapTable(name, List.of(), "", List.of())
            : SinkTarget.stream(name, "");
    ResourceProcessor<LogEvent, Row, C> processor = event -> process(event, cursor);
    return new ResourceBinding<>(
        ResourceKey.of(name, LogEvent.class, cursorType),
        processor,
        target,
        new NoCodec(),
        event -> 64,
        OnError.DEAD_LETTER,
        replay);
  }

  private <C> @Nullable ProcessResult<Row, C> process(
      LogEvent event, Function<LogEvent, @Nullable C> cursor) throws BadEvent {
    life.turn();
    if (event.kind() == Kind.POISON) {
      throw new BadEvent("poison " + event.id());
    }
    if (event.kind() == Kind.FATAL) {
      throw life.crash();
    }
    int version = life.version();
    int count = event.records(version);
    if (count == 0 && !event.isMarked()) {
      return null;
    }
    List<Row> rows = new ArrayList<>(count);
    for (int ordinal = 0; ordinal < count; ordinal++) {
      rows.add(new Row(event.id(), ordinal, version));
    }
    ProcessResult<Row, C> result = ProcessResult.of(rows);
    C value = event.isMarked() ? cursor.apply(event) : null;
    return value == null ? result : result.withCheckpoint(event.partition(), value);
  }

  /** An event that cannot be mapped, or not even be decoded. */
  static final class BadEvent extends Exception {
    private static final long serialVersionUID = 1L;

    BadEvent(String message) {
      super(message, null, false, false);
    }
  }

  private static final class NoCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of();
    }

    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {}
  }
}
