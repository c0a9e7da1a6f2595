package dev.durableingest.testkit.planted;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    return copy(document, entries, document.gaps());
  }

  /** With the gaps of an older document. */
  public static CheckpointDocument withGaps(CheckpointDocument document, List<Gap> gaps) {
    return copy(document, document.entries(), gaps);
  }

  /** With a budget of dead letters that nothing was used of. */
  public static CheckpointDocument withoutBudget(CheckpointDocument document) {
    DeadLetters letters = document.deadLetters();
    return copy(
        document,
        document.entries(),
        document.gaps(),
        new DeadLetters(letters.position(), letters.count(), 0, 0));
  }

  /** With the journal handled as far as another document says. */
  public static CheckpointDocument withJournal(
      CheckpointDocument document, @Nullable JournalMark mark) {
    return new CheckpointDocument(
        document.pipeline(),
        document.incarnation(),
        document.revision(),
        document.epoch(),
        document.owner(),
        document.events(),
        document.writtenAt(),
        document.position(),
        document.entries(),
        document.sinks(),
        document.deadLetters(),
        document.gaps(),
        document.nextGap(),
        document.starts(),
        mark);
  }

  private static CheckpointDocument copy(
      CheckpointDocument document, Map<String, Map<String, Entry>> entries, List<Gap> gaps) {
    return copy(document, entries, gaps, document.deadLetters());
  }

  private static CheckpointDocument copy(
      CheckpointDocument document,
      Map<String, Map<String, Entry>> entries,
      List<Gap> gaps,
      DeadLetters letters) {
    return new CheckpointDocument(
        document.pipeline(),
        document.incarnation(),
        document.revision(),
        document.epoch(),
        document.owner(),
        document.events(),
        document.writtenAt(),
        document.position(),
        entries,
        document.sinks(),
        letters,
        gaps,
        document.nextGap(),
        document.starts(),
        document.journal());
  }
}
