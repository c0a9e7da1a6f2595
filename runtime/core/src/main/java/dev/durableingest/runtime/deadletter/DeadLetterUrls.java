package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.sink.Verdict;
import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;

/** Finds what keeps the dead letters that a URL names. */
public final class DeadLetterUrls {
  private DeadLetterUrls() {}

  /**
   * The provider that opens a URL.
   *
   * @throws SinkException with {@link Verdict.Stop} when no provider on the class path opens it
   */
  public static DeadLetterProvider provider(URI url) throws SinkException {
    List<DeadLetterProvider> providers =
        ServiceLoader.load(DeadLetterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    for (DeadLetterProvider provider : providers) {
      if (provider.scheme().equalsIgnoreCase(url.getScheme())) {
        return provider;
      }
    }
    throw SinkException.stop(
        "Dead letters are kept in files or, with the artifact durable-ingest-kafka, in a Kafka"
            + " topic: write --dead-letters file:folder or kafka://host:9092 instead of "
            + SinkUrls.shown(url.toString())
            + ".");
  }

  /** What {@code check} tells of dead letters there. */
  public static Finding check(URI url, String pipeline) {
    try {
      return provider(url).check(url, pipeline);
    } catch (SinkException e) {
      return Finding.fails("dead letters", e);
    }
  }
}
