package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;
import dev.durableingest.runtime.sink.SinkPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Documents of every shape, from a seed. */
public final class RandomDocuments {
  private static final String[] CURSORS = {
    "{\"id\":9223372036854775807}",
    "{\"price\":12345678901234567890.12345000}",
    "\"2026-01-02T03:04:05.000006Z\"",
    "[1,null,true,{\"a\":\"\\\"\\\\\\n\"}]",
    "null",
    "\"\uD83D\uDE80 \u2028\"",
    "{}",
    "-0.50"
  };
  private final Random random;

  public RandomDocuments(long seed) {
    random = new Random(seed);
  }

  public CheckpointDocument next() {
    return new CheckpointDocument(
        text(),
        UUID.randomUUID().toString(),
        random.nextLong(),
        random.nextLong(),
        text(),
        random.nextLong(),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        random.nextBoolean() ? null : value(),
        entries(),
        sinks(),
        new DeadLetters(
            random.nextBoolean() ? null : position(),
            random.nextLong(),
            random.nextBoolean()
                ? Map.of()
                : Map.of(text(), new UsedBudget(random.nextInt(), random.nextInt(), 7))),
        gaps(),
        random.nextLong(),
        new Starts(random.nextInt(9), random.nextBoolean() ? null : text()),
        random.nextBoolean() ? null : journal());
  }

  private JournalMark journal() {
    return new JournalMark(text(), random.nextLong(), random.nextBoolean(), numbers(), numbers());
  }

  private Map<String, Long> numbers() {
    return random.nextBoolean() ? Map.of() : Map.of(text(), (long) random.nextInt(9));
  }

  /** Text of all kinds of characters, halves of surrogate pairs among them. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
        case 3 -> text.append((char) random.nextInt(0x10000));
        default -> text.append((char) (0x20 + random.nextInt(0x60)));
      }
    }
    return text.toString();
  }

  private Map<String, Map<String, Entry>> entries() {
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Map<String, Entry> partitions = new LinkedHashMap<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        StoredValue cursor = random.nextBoolean() ? null : value();
        partitions.put(text(), new Entry(cursor, random.nextLong()));
      }
      entries.put(text(), partitions);
    }
    return entries;
  }

  private Map<String, SinkPosition> sinks() {
    Map<String, SinkPosition> sinks = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      sinks.put(text(), position());
    }
    return sinks;
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      long from = random.nextInt();
      long to = from + random.nextInt(100);
      gaps.add(new Gap(random.nextLong(), text(), text(), from, to, to + 1));
    }
    return gaps;
  }

  private StoredValue value() {
    return new StoredValue(text(), CURSORS[random.nextInt(CURSORS.length)]);
  }

  private SinkPosition position() {
    return new SinkPosition(text(), random.nextLong(), random.nextLong());
  }
}
