package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.Segment;
import dev.durableingest.testkit.world.StoredFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one process does to a file of lines: append, force, cut back. Dies with its process. */
final class LineFile {
  private final Life life;
  private final StoredFile file;
  private SinkPosition position = new SinkPosition("", 0, 0);
  private SinkPosition positionBefore = position;
  private boolean isDirty;
  private boolean startsAnew;
  private boolean keepsLines;

  LineFile(Life life, StoredFile file) {
    this.life = life;
    this.file = file;
  }

  /** Says whether nobody can write its lines again. */
  void keepsLines(boolean keeps) {
    keepsLines = keeps;
  }

  SinkPosition position() {
    return position;
  }

  /**
   * Brings the lines in line with what is recorded, and makes the end the position.
   *
   * @param keeps whether complete lines beyond the recorded end stay
   */
  void recover(@Nullable SinkPosition recorded, boolean keeps) throws SinkException {
    Fault fault = life.begin(Effect.RECOVER, "refused");
    if (recorded != null) {
      requireAsLongAs(recorded);
    }
    int before = length();
    if (recorded == null || keeps) {
      cutTornLine();
    } else {
      file.removeFrom((int) recorded.segment() + 1);
      last().cutBackTo((int) recorded.bytes());
    }
    for (int i = 0; i < file.size(); i++) {
      file.segment(i).forceName();
      file.segment(i).force();
    }
    startsAnew = length() != before;
    position = end();
    positionBefore = position;
    isDirty = false;
    life.after(fault, Verdict.RETRY_SAME);
  }

  /** Appends lines in place of what was appended since the last commit. */
  void append(List<Integer> lines) throws SinkException {
    undo();
    Segment target = target(lines.size());
    Fault fault = life.begin(Effect.APPEND, "disk full");
    isDirty = true;
    if (fault == Fault.PARTIAL) {
      int some = life.world().choices().pick(lines.size());
      lines.subList(0, some).forEach(target::append);
      target.append(Row.torn());
      if (life.world().choices().pick(2) == 1) {
        throw life.crash();
      }
      throw life.failure(Verdict.RETRY_SAME, "disk full");
    }
    lines.forEach(target::append);
    life.afterQuietly(fault);
  }

  /** Makes what was appended durable. */
  void force() throws SinkException {
    Fault fault = life.before(Effect.FORCE);
    if (fault == Fault.FORCE_FAILED) {
      if (!keepsLines) {
        last().breakDisk();
      }
      if (!life.world().has(PlantedBug.FORCE_RETRIED)) {
        throw life.failure(Verdict.STOP, "the disk fails");
      }
    }
    if (!life.world().has(PlantedBug.FILE_NOT_FORCED)) {
      last().force();
      keep();
    }
    life.afterQuietly(fault);
  }

  /** The end of what was appended becomes the position. */
  void commit() {
    positionBefore = position;
    position = end();
    isDirty = false;
  }

  /** Takes back what the last commit made the end. */
  void undoCommit() throws SinkException {
    isDirty |= !position.equals(positionBefore);
    position = positionBefore;
    undo();
  }

  /** Takes back what was appended since the last commit. */
  void undo() throws SinkException {
    if (!isDirty || life.world().has(PlantedBug.TORN_LINE_NOT_CUT)) {
      return;
    }
    Fault fault = life.begin(Effect.CUT_BACK, "refused");
    file.removeFrom((int) position.segment() + 1);
    last().cutBackTo((int) position.bytes());
    isDirty = false;
    life.afterQuietly(fault);
  }

  private Segment target(int more) throws SinkException {
    boolean full = last().length() > 0 && last().length() + more > life.world().plan().segmentMax();
    boolean isFirst = last().length() == 0 && !last().isNamed();
    if (!startsAnew && !full && !isFirst) {
      return last();
    }
    Fault fault = life.begin(Effect.CREATE_SEGMENT, "disk full");
    isDirty = true;
    Segment made = isFirst ? last() : file.add();
    if (fault == Fault.FORCE_FAILED) {
      throw life.failure(Verdict.STOP, "the disk fails");
    }
    if (!life.world().has(PlantedBug.FOLDER_NOT_FORCED)) {
      made.forceName();
    }
    startsAnew = false;
    life.afterQuietly(fault);
    return made;
  }

  /** Lines that nobody can write again, once durable, must never vanish. */
  private void keep() {
    if (keepsLines) {
      Segment last = last();
      for (int i = 0; i < last.length(); i++) {
        life.world().kept().add(last.line(i));
      }
    }
  }

  private Segment last() {
    return file.size() == 0 ? file.add() : file.segment(file.size() - 1);
  }

  private SinkPosition end() {
    return new SinkPosition("one", Math.max(0, file.size() - 1), last().length());
  }

  private int length() {
    int sum = 0;
    for (int i = 0; i < file.size(); i++) {
      sum += file.segment(i).length();
    }
    return sum;
  }

  private void requireAsLongAs(SinkPosition recorded) throws SinkException {
    int segment = (int) recorded.segment();
    int length = segment < file.size() ? file.segment(segment).length() : 0;
    if (length < recorded.bytes()) {
      throw new SinkException(Verdict.STOP, "The file is shorter than recorded", null);
    }
  }

  private void cutTornLine() {
    Segment last = last();
    int length = last.length();
    if (length > 0 && last.line(length - 1) == Row.torn()) {
      last.cutBackTo(length - 1);
    }
  }
}
