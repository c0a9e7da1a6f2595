package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.pipeline.Pipeline;
import java.io.IOException;

/**
 * The external system that a connector reads, as its author imitates it for a test: a file, a
 * simulator, a database in a container. One test uses one upstream, from one thread.
 */
public interface Upstream extends AutoCloseable {

  /** A pipeline that reads this upstream: what the generated {@code create} returns. */
  Pipeline pipeline();

  /**
   * Makes events happen. Each becomes exactly one record of a resource that can be replayed; no two
   * records are the same in {@link ConnectorConformance#identifyingColumns}. What happened stays
   * there to be read, also by a source that was not running meanwhile.
   *
   * @param events about how many
   * @return how many there were
   */
  int feed(int events) throws Exception;

  /**
   * Makes one event happen that nobody can decode: half a line, a message of the wrong shape.
   *
   * @return false when this upstream cannot; the test is skipped then
   */
  default boolean feedMalformed() throws Exception {
    return false;
  }

  /**
   * Cuts every connection that the source has open now; it may have none.
   *
   * @return false when this upstream cannot; the suite then lets {@code emit} fail instead
   */
  default boolean dropConnections() throws Exception {
    return false;
  }

  @Override
  default void close() throws IOException {}
}
