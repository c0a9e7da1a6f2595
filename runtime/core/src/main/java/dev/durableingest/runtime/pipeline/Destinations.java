package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The opened sinks of a run and the store whose document decides: inside the transactional sink
 * where there is one, else a store of its own. Owned by the pipeline thread.
 */
public final class Destinations implements AutoCloseable {
  private final Map<Role, Sink> sinks = new EnumMap<>(Role.class);
  private final CheckpointStore store;
  private final @Nullable CheckpointStore copy;

  /**
   * @param sinks the sinks by what they are used for
   * @param store the store whose document decides; the one inside the transactional sink, if any
   * @param copy the store that gets a copy of each saved document, or null
   */
  public Destinations(
      Map<Role, Sink> sinks, CheckpointStore store, @Nullable CheckpointStore copy) {
    this.sinks.putAll(sinks);
    this.store = store;
    this.copy = copy;
  }

  /** The store whose document decides. */
  CheckpointStore store() {
    return store;
  }

  /** The store that gets a copy of each saved document, or null. */
  @Nullable CheckpointStore copy() {
    return copy;
  }

  /** The sink that takes data and document in one transaction, or null. */
  @Nullable Sink transactional() {
    return sinks.values().stream()
        .filter(TransactionalSink.class::isInstance)
        .filter(sink -> ((TransactionalSink) sink).checkpointStore() == store)
        .findFirst()
        .orElse(null);
  }

  /**
   * The sinks in the order in which a batch is written: those that can take it back only because
   * they hold nothing yet come first, those that refuse nothing last. Then a refusal seldom finds
   * something at the others; and what is durable is not taken back, which would be a loss where
   * nobody can send it again and the process dies before it is written anew. The kinds are declared
   * in that order.
   */
  List<Sink> inWritingOrder() {
    return sinks.values().stream().sorted(Comparator.comparing(Sink::kind)).toList();
  }

  /** All sinks. */
  List<Sink> all() {
    return List.copyOf(sinks.values());
  }

  /** The sink of a resource. */
  Sink sinkOf(ResourceBinding<?, ?, ?> resource) {
    Sink sink = sinks.get(roleOf(resource));
    if (sink == null) {
      throw new IllegalArgumentException("No sink for resource " + resource.name());
    }
    return sink;
  }

  /**
   * By which means a resource's records are brought in line with the document. A sink that refuses
   * what it has seen is of no use to a process that cannot show it the same again.
   */
  SinkKind kindOf(ResourceBinding<?, ?, ?> resource) {
    SinkKind kind = sinkOf(resource).kind(resource.target());
    return kind == SinkKind.DEDUP && redoLog().isEmpty() ? SinkKind.NEITHER : kind;
  }

  /**
   * Where a batch is kept before it is written: where a sink refuses what it has seen, and all
   * parts of a batch can be kept as bytes. Asked after the sinks are recovered.
   */
  Optional<RedoLog> redoLog() {
    boolean isNeeded = sinks.values().stream().anyMatch(sink -> sink.kind() == SinkKind.DEDUP);
    boolean isPossible = sinks.values().stream().allMatch(RecoverableSink.class::isInstance);
    return isNeeded && isPossible ? store.redoLog() : Optional.empty();
  }

  /** The sinks by what they are used for. */
  Map<Role, Sink> byRole() {
    return Map.copyOf(sinks);
  }

  /** Where everything written so far ends, by sink name. */
  Map<String, SinkPosition> positions() {
    Map<String, SinkPosition> positions = new TreeMap<>();
    sinks.values().forEach(sink -> positions.putAll(sink.positions()));
    return positions;
  }

  @Override
  public void close() {
    List<AutoCloseable> opened = new ArrayList<>(sinks.values());
    if (transactional() == null) {
      opened.add(store);
    }
    if (copy != null) {
      opened.add(copy);
    }
    closeAll(opened);
  }

  static void closeAll(List<AutoCloseable> opened) {
    for (AutoCloseable closeable : opened) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("close throws nothing, by contract", e);
      }
    }
  }

  static Role roleOf(ResourceBinding<?, ?, ?> resource) {
    return resource.target() instanceof SinkTarget.TableTarget ? Role.OLAP : Role.STREAM;
  }
}
