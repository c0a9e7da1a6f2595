package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.checkpoint.TransactionalSinkProvider;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Opens the destinations that the URLs of a run name. */
final class DestinationUrls {
  private DestinationUrls() {}

  /**
   * Opens what the resources need.
   *
   * @throws SinkException when a destination cannot be opened; what was opened is closed again
   */
  static Destinations open(
      String pipeline, List<ResourceBinding<?, ?, ?>> resources, PipelineUrls urls)
      throws SinkException {
    requireProviders(resources, urls);
    Map<Role, Sink> sinks = new EnumMap<>(Role.class);
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      // The table first: it may hold the document, and with it the lease.
      for (Role role : List.of(Role.OLAP, Role.STREAM)) {
        List<ResourceBinding<?, ?, ?>> own =
            resources.stream().filter(resource -> Destinations.roleOf(resource) == role).toList();
        if (!own.isEmpty()) {
          URI url = role == Role.OLAP ? urls.olap() : urls.stream();
          SinkProvider provider = SinkUrls.provider(url, role);
          boolean holdsDocument = role == Role.STREAM && keepsCheckpointsInStream(sinks, urls);
          Sink sink =
              holdsDocument && provider instanceof TransactionalSinkProvider transactional
                  ? transactional.openTransactional(url, pipeline, own)
                  : provider.open(url, pipeline, own);
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
      if (sinks.get(Role.STREAM) instanceof TransactionalSink transactional) {
        return new Destinations(sinks, transactional.checkpointStore(), null);
      }
      URI url = named == null ? URI.create("file:data/checkpoints") : named;
      return new Destinations(sinks, CheckpointUrls.provider(url).open(url, pipeline), null);
    } catch (SinkException | RuntimeException e) {
      Destinations.closeAll(opened);
      throw e;
    }
  }

  /** One transaction holds the document: that of the tables, where they have one. */
  private static boolean keepsCheckpointsInStream(Map<Role, Sink> sinks, PipelineUrls urls) {
    return urls.keepsCheckpointsInStream() && !(sinks.get(Role.OLAP) instanceof TransactionalSink);
  }

  /** Checks that there is a provider for each URL, without opening anything. */
  private static void requireProviders(List<ResourceBinding<?, ?, ?>> resources, PipelineUrls urls)
      throws SinkException {
    for (ResourceBinding<?, ?, ?> resource : resources) {
      Role role = Destinations.roleOf(resource);
      SinkUrls.provider(role == Role.OLAP ? urls.olap() : urls.stream(), role);
    }
    if (urls.checkpoints() != null) {
      CheckpointUrls.provider(urls.checkpoints());
    }
  }
}
