package dev.durableingest.runtime.pipeline;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a run, defaults filled in.
 *
 * @param olap where tables are
 * @param stream where streams are
 * @param checkpoints where the document is, or null for beside the data, else files
 * @param deadLetters where dead letters are
 * @param isEffectivelyOnceRequired whether the document goes where that makes the run
 *     effectively-once, when no place is named for it
 */
record PipelineUrls(
    URI olap,
    URI stream,
    @Nullable URI checkpoints,
    URI deadLetters,
    boolean isEffectivelyOnceRequired) {

  static PipelineUrls of(String source, PipelineOptions options) {
    return new PipelineUrls(
        options.olap().orElseGet(() -> URI.create("duckdb:data/" + source + ".duckdb")),
        options.stream(),
        options.checkpoints().orElse(null),
        options.deadLetters(),
        options.require().equals(Optional.of(Guarantee.EFFECTIVELY_ONCE)));
  }

  /** Whether the document is to be kept in the transactions of the streams, where they have any. */
  boolean keepsCheckpointsInStream() {
    return checkpoints == null ? isEffectivelyOnceRequired : isSamePlace(checkpoints, stream);
  }

  private static boolean isSamePlace(URI checkpoints, URI stream) {
    return checkpoints.getScheme().equalsIgnoreCase(stream.getScheme())
        && Objects.equals(checkpoints.getRawAuthority(), stream.getRawAuthority());
  }
}
