package dev.durableingest.testkit.planted;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.sink.NamedParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    return document.toBuilder().entries(entries).build();
  }

  /** With the gaps of an older document. */
  public static CheckpointDocument withGaps(CheckpointDocument document, List<Gap> gaps) {
    return document.toBuilder().gaps(gaps).build();
  }

  /** With a budget of dead letters that nothing was used of. */
  public static CheckpointDocument withoutBudget(CheckpointDocument document) {
    return document.toBuilder().deadLetters(document.deadLetters().forgiven()).build();
  }

  /** With the journal handled as far as another document says. */
  public static CheckpointDocument withJournal(
      CheckpointDocument document, @Nullable JournalMark mark) {
    return document.toBuilder().journal(mark).build();
  }

  /** A batch that was kept, as if it were the one after the stored document. */
  public static byte[] followingRedo(byte[] record, CheckpointDocument stored) {
    try {
      Map<String, List<ByteBuffer>> parts = new LinkedHashMap<>();
      for (Map.Entry<String, byte[]> part : NamedParts.decode(record).entrySet()) {
        parts.put(part.getKey(), List.of(ByteBuffer.wrap(part.getValue())));
      }
      String next = DocumentJson.write(stored.followedBy(stored.starts()));
      parts.put("document", List.of(ByteBuffer.wrap(next.getBytes(StandardCharsets.UTF_8))));
      List<ByteBuffer> encoded = NamedParts.encode(parts);
      ByteBuffer whole =
          ByteBuffer.allocate(encoded.stream().mapToInt(ByteBuffer::remaining).sum());
      encoded.forEach(whole::put);
      return whole.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
