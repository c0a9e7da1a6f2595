package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.List;

/** Opens the destinations of one URL scheme; found through {@link java.util.ServiceLoader}. */
public interface SinkProvider {

  /** The scheme of the URLs that this provider opens, {@code duckdb} for {@code duckdb:file}. */
  String scheme();

  /** Whether it holds streams, tables, or both. */
  boolean accepts(Role role);

  /**
   * Opens a destination. Does not touch its data: that is {@link Sink#recover}'s work.
   *
   * @param url the URL; its scheme is this provider's
   * @param pipeline id of the pipeline
   * @param resources the resources whose records go there, at least one
   * @throws SinkException when it cannot be opened; with {@link Verdict.RetrySame} where waiting
   *     may help
   */
  Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException;

  /**
   * Looks at a destination for {@code check}: whether it can be reached, what this user may do
   * there, how durable it is, and whether its tables or topics fit. Changes nothing, and answers
   * within seconds whatever the destination does.
   *
   * @param url the URL; its scheme is this provider's
   * @param pipeline id of the pipeline
   * @param resources the resources whose records would go there, at least one
   */
  default SinkCheck check(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    String shown = SinkUrls.shown(url.toString());
    return new SinkCheck(null, List.of(Finding.weak(shown, "only a run can look at it")));
  }

  /**
   * Asks the tables of a destination, for the command {@code query}: through the run that has them
   * where that is the only way. Changes nothing.
   *
   * @param url the URL; its scheme is this provider's
   * @param sql one question in the destination's own SQL
   * @param rows takes the answer
   * @throws SinkException when there is no answer
   */
  default void query(URI url, String sql, QueryRows rows) throws SinkException {
    throw SinkException.stop(
        "query reads embedded tables; ask "
            + SinkUrls.shown(url.toString())
            + " with a client of its own.");
  }

  /** What a destination is used for. */
  enum Role {
    /** Records of resources with {@code @Stream}; {@code --stream}. */
    STREAM,
    /** Records of resources with {@code @OlapTable}; {@code --olap}. */
    OLAP
  }
}
