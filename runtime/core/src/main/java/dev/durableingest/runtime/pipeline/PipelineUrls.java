package dev.durableingest.runtime.pipeline;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a run, defaults filled in.
 *
 * @param olap where tables are
 * @param stream where streams are
 * @param checkpoints where the document is, or null for beside the data, else files
 * @param deadLetters where dead letters are
 */
record PipelineUrls(URI olap, URI stream, @Nullable URI checkpoints, URI deadLetters) {

  static PipelineUrls of(String source, PipelineOptions options) {
    return new PipelineUrls(
        options.olap().orElseGet(() -> URI.create("duckdb:data/" + source + ".duckdb")),
        options.stream(),
        options.checkpoints().orElse(null),
        options.deadLetters());
  }
}
