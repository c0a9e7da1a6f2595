package dev.durableingest.testkit.world;

import dev.durableingest.testkit.schedule.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Lines in segments, as a folder of a disk keeps them. */
public final class StoredFile {
  private final List<Segment> segments = new ArrayList<>();

  /** How many segments there are. */
  public int size() {
    return segments.size();
  }

  /** A segment. */
  public Segment segment(int number) {
    return segments.get(number);
  }

  /** A new, empty segment whose name is not yet durable. */
  public Segment add() {
    Segment made = new Segment();
    segments.add(made);
    return made;
  }

  /** Removes the segments from this number on, durably. */
  public void removeFrom(int number) {
    while (segments.size() > number) {
      segments.remove(segments.size() - 1);
    }
  }

  /** All lines that would be read now. */
  public void read(IntConsumer reader) {
    for (Segment segment : segments) {
      for (int i = 0; i < segment.length(); i++) {
        reader.accept(segment.line(i));
      }
    }
  }

  /** All lines that would survive the machine, up to an end. */
  public void readDurable(int lastSegment, int end, IntConsumer reader) {
    for (int number = 0; number < segments.size() && number <= lastSegment; number++) {
      Segment segment = segments.get(number);
      int limit = number == lastSegment ? Math.min(end, segment.forced()) : segment.forced();
      for (int i = 0; i < limit; i++) {
        reader.accept(segment.line(i));
      }
    }
  }

  /** The machine dies: names and lines that were not forced may be gone. */
  public void loseUnforced(Choices choices) {
    for (int number = 0; number < segments.size(); number++) {
      Segment segment = segments.get(number);
      if (!segment.isNamed() && choices.pick(2) == 0) {
        removeFrom(number);
        return;
      }
      segment.forceName();
      segment.loseAllBut(choices.pick(segment.unforced() + 1));
    }
  }
}
