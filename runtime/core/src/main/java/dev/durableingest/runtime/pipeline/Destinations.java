package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The opened sinks of a run and the store whose document decides: inside the transactional sink
 * where there is one, else a store of its own. Owned by the pipeline thread.
 */
final class Destinations implements AutoCloseable {
  private final Map<Role, Sink> sinks = new EnumMap<>(Role.class);
  private final CheckpointStore store;
  private final @Nullable CheckpointStore copy;

  private Destinations(
      Map<Role, Sink> sinks, CheckpointStore store, @Nullable CheckpointStore copy) {
    this.sinks.putAll(sinks);
    this.store = store;
    this.copy = copy;
  }

  /**
   * Opens what the resources need.
   *
   * @throws SinkException when a destination cannot be opened; what was opened is closed again
   */
  static Destinations open(
      String pipeline, List<ResourceBinding<?, ?, ?>> resources, PipelineUrls urls)
      throws SinkException {
    Map<Role, Sink> sinks = new EnumMap<>(Role.class);
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      // The table first: it may hold the document, and with it the lease.
      for (Role role : List.of(Role.OLAP, Role.STREAM)) {
        List<ResourceBinding<?, ?, ?>> own =
            resources.stream().filter(resource -> roleOf(resource) == role).toList();
        if (!own.isEmpty()) {
          URI url = role == Role.OLAP ? urls.olap() : urls.stream();
          Sink sink = SinkUrls.provider(url, role).open(url, pipeline, own);
          opened.add(sink);
          sinks.put(role, sink);
        }
      }
      URI named = urls.checkpoints();
      if (sinks.get(Role.OLAP) instanceof TransactionalSink transactional) {
        CheckpointStore copy =
            named == null || named.equals(urls.olap())
                ? null
                : CheckpointUrls.provider(named).open(named, pipeline);
        return new Destinations(sinks, transactional.checkpointStore(), copy);
      }
      URI url = named == null ? URI.create("file:data/checkpoints") : named;
      return new Destinations(sinks, CheckpointUrls.provider(url).open(url, pipeline), null);
    } catch (SinkException | RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  /** Checks that there is a provider for each URL, without opening anything. */
  static void requireProviders(List<ResourceBinding<?, ?, ?>> resources, PipelineUrls urls)
      throws SinkException {
    for (ResourceBinding<?, ?, ?> resource : resources) {
      Role role = roleOf(resource);
      SinkUrls.provider(role == Role.OLAP ? urls.olap() : urls.stream(), role);
    }
    if (urls.checkpoints() != null) {
      CheckpointUrls.provider(urls.checkpoints());
    }
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
    Sink olap = sinks.get(Role.OLAP);
    return olap instanceof TransactionalSink ? olap : null;
  }

  /** The sinks that are written before the document is saved. */
  List<Sink> others() {
    Sink transactional = transactional();
    return sinks.values().stream().filter(sink -> sink != transactional).toList();
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

  /** The kind of a resource's sink. */
  SinkKind kindOf(ResourceBinding<?, ?, ?> resource) {
    return sinkOf(resource).kind();
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

  private static void closeAll(List<AutoCloseable> opened) {
    for (AutoCloseable closeable : opened) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("close throws nothing, by contract", e);
      }
    }
  }

  private static Role roleOf(ResourceBinding<?, ?, ?> resource) {
    return resource.target() instanceof SinkTarget.TableTarget ? Role.OLAP : Role.STREAM;
  }
}
