package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkUrls;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;

/** Finds what opens the URL of a checkpoint store. */
public final class CheckpointUrls {
  private CheckpointUrls() {}

  /**
   * The provider that opens a URL.
   *
   * @throws SinkException with {@link dev.durableingest.runtime.sink.Verdict.Stop} when no provider
   *     on the class path opens it
   */
  public static CheckpointStoreProvider provider(URI url) throws SinkException {
    List<CheckpointStoreProvider> providers =
        ServiceLoader.load(CheckpointStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    for (CheckpointStoreProvider provider : providers) {
      if (provider.scheme().equalsIgnoreCase(url.getScheme())) {
        return provider;
      }
    }
    throw SinkUrls.unknownScheme(
        "--checkpoints", url, providers.stream().map(CheckpointStoreProvider::scheme).toList());
  }
}
