package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} learned of a checkpoint store, whose lease it did not take.
 *
 * @param durability what the store keeps, or null when that could not be learned
 * @param findings what was looked at, in the order in which a person should read it
 */
public record StoreCheck(@Nullable StoreDurability durability, List<Finding> findings) {
  public StoreCheck {
    findings = List.copyOf(findings);
  }

  /** What there is of the pipeline. */
  public static Finding found(Optional<CheckpointDocument> document) {
    return Finding.ok(
        "checkpoint",
        document
            .map(
                found ->
                    "revision "
                        + found.revision()
                        + " of "
                        + found.writtenAt()
                        + ", "
                        + found.events()
                        + " events")
            .orElse("none yet: this will be the first run"));
  }
}
