package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.Distortion;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.World;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The one record from which a commit can be repeated, beside the document and under its lease. */
final class SimulatedRedo implements RedoLog {
  private final Life life;
  private final World world;

  SimulatedRedo(Life life) {
    this.life = life;
    this.world = life.world();
  }

  @Override
  public void write(List<ByteBuffer> record) throws SinkException {
    Fault fault = life.begin(Effect.WRITE_REDO, "disk full");
    requireLease();
    if (world.has(PlantedBug.TOKEN_FROM_CONTENT)) {
      return;
    }
    if (fault == Fault.PARTIAL) {
      // A record that was not written to its end is none, and the one before is gone.
      world.keepRedo(null);
      if (world.choices().pick(2) == 1) {
        throw life.crash();
      }
      throw life.failure(Verdict.RETRY_SAME, "disk full");
    }
    world.keepRedo(bytes(record));
    life.after(fault, Verdict.RETRY_SAME);
  }

  @Override
  public Optional<byte[]> read() throws SinkException {
    Fault fault = life.begin(Effect.READ_REDO, "cannot be read now");
    requireLease();
    life.afterQuietly(fault);
    byte[] record = world.redo();
    CheckpointDocument stored = world.documents().current();
    if (record != null && stored != null && world.has(PlantedBug.REDO_APPLIED_AGAIN)) {
      return Optional.of(Distortion.followingRedo(record, stored));
    }
    return Optional.ofNullable(record);
  }

  private void requireLease() throws SinkException {
    CheckpointDocument stored = world.documents().current();
    boolean isHeld = stored != null && stored.owner().equals(life.owner());
    if (!isHeld && !world.has(PlantedBug.TOKEN_WITHOUT_EPOCH)) {
      throw new SinkException(Verdict.FENCED, "the lease is another's", null);
    }
  }

  private static byte[] bytes(List<ByteBuffer> record) {
    ByteBuffer whole = ByteBuffer.allocate(record.stream().mapToInt(ByteBuffer::remaining).sum());
    record.forEach(part -> whole.put(part.duplicate()));
    return whole.array();
  }
}
