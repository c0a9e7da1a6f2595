package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.JournalDisk;
import dev.durableingest.testkit.world.World;
import java.io.IOException;
import java.util.List;

/** The segments of the intake journal, on the world's disk. */
final class SimulatedJournal implements SegmentStore {
  /** Where a frame says what it holds, and what it says there for an event. */
  private static final int KIND_AT = 24;

  private static final byte EVENT = 2;

  private final Life life;
  private final World world;
  private final JournalDisk disk;
  private long newest;
  private boolean broken;

  SimulatedJournal(Life life) {
    this.life = life;
    this.world = life.world();
    this.disk = world.journal();
  }

  @Override
  public String description() {
    return "journal";
  }

  @Override
  public String identity() {
    return "one";
  }

  @Override
  public List<Long> segments() {
    return disk.numbers();
  }

  @Override
  public String name(long segment) {
    return "segment " + segment;
  }

  @Override
  public long length(long segment) throws IOException {
    return disk.length(segment);
  }

  @Override
  public int read(long segment, long offset, byte[] into) throws IOException {
    return disk.read(segment, offset, into);
  }

  @Override
  public void create(long segment) throws IOException {
    Fault fault = life.before(Effect.JOURNAL_SEGMENT);
    if (newest > 0) {
      disk.force(newest);
    }
    disk.create(segment);
    newest = segment;
    life.afterQuietly(fault);
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    boolean isEvent = bytes.length > KIND_AT && bytes[KIND_AT] == EVENT;
    Fault fault = life.before(Effect.JOURNAL_APPEND);
    if (isEvent && fault == Fault.REFUSED) {
      throw new IOException("No space left on device");
    }
    if (fault == Fault.PARTIAL) {
      disk.append(newest, bytes, world.choices().pick(bytes.length));
      if (!isEvent || world.choices().pick(2) == 1) {
        throw life.crash();
      }
      throw new IOException("No space left on device");
    }
    if (isEvent && world.has(PlantedBug.FULL_JOURNAL_OVERWRITES)) {
      while (disk.bytes() + bytes.length > world.plan().journalBytesMax() && hasFrames()) {
        disk.dropOldest();
      }
    }
    disk.append(newest, bytes, bytes.length);
    life.afterQuietly(fault);
  }

  @Override
  public void force() throws IOException {
    Fault fault = life.before(Effect.JOURNAL_FORCE);
    if (fault == Fault.FORCE_FAILED) {
      broken = true;
      throw new IOException(life.failure(Verdict.STOP, "the disk fails"));
    }
    if (newest > 0) {
      disk.force(newest);
    }
    world.acceptedAreForced();
    life.afterQuietly(fault);
  }

  @Override
  public void cutBack(long segment, long length) throws IOException {
    disk.cutBack(segment, length);
    if (segment != newest) {
      disk.force(segment);
    }
  }

  @Override
  public void delete(long segment) {
    disk.delete(segment);
    newest = segment == newest ? 0 : newest;
  }

  @Override
  public boolean isHeld() {
    return true;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {}

  private boolean hasFrames() {
    for (long number : disk.numbers()) {
      try {
        if (disk.length(number) > KIND_AT) {
          return true;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return false;
  }
}
