package dev.durableingest.testkit.planted;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents as a loop with a bug would have made them. */
public final class Distortion {
  private Distortion() {}

  /** Without the events that carried no cursor. */
  public static CheckpointDocument withoutAfter(CheckpointDocument document) {
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    document
        .entries()
        .forEach(
            (resource, partitions) -> {
              Map<String, Entry> counted = new LinkedHashMap<>();
              partitions.forEach(
                  (partition, entry) -> counted.put(partition, new Entry(entry.cursor(), 0)));
              entries.put(resource, counted);
            });
    return document.toBuilder().entries(entries).build();
  }

  /** With the gaps of an older document. */
  public static CheckpointDocument withGaps(CheckpointDocument document, List<Gap> gaps) {
    return document.toBuilder().gaps(gaps).build();
  }

  /** With a budget of dead letters that nothing was used of. */
  public static CheckpointDocument withoutBudget(CheckpointDocument document) {
    DeadLetters letters = document.deadLetters();
    return document.toBuilder()
        .deadLetters(new DeadLetters(letters.position(), letters.count(), 0, 0))
        .build();
  }
}
