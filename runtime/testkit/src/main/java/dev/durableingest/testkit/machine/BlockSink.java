package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.BlockTable;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.World;
import java.util.List;
import java.util.Map;

/** Tables that refuse a block whose token they know: one insert a table, without a transaction. */
final class BlockSink implements RecoverableSink {
  private final Life life;
  private final World world;

  BlockSink(Life life) {
    this.life = life;
    this.world = life.world();
  }

  @Override
  public String description() {
    return "blocks";
  }

  @Override
  public SinkKind kind() {
    return SinkKind.DEDUP;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    life.after(life.begin(Effect.RECOVER, "refused"), Verdict.RETRY_SAME);
  }

  @Override
  public RecoverableBatch newBatch() {
    return new Lines(world.plan().resources());
  }

  @Override
  public RecoverableBatch decode(byte[] encoded) {
    return Lines.decode(encoded, world.plan().resources());
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    Lines lines = (Lines) batch;
    if (lines.isRefused(world, true)) {
      life.before(Effect.INSERT);
      throw life.failure(Verdict.SPLIT, "a record is refused");
    }
    for (int resource = 0; resource < world.plan().resources(); resource++) {
      if (!lines.of(resource).isEmpty()) {
        insert(resource, token(lines), lines.of(resource));
      }
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return TableSink.positions(world.plan());
  }

  @Override
  public void close() {}

  private void insert(int resource, String token, List<Integer> lines) throws SinkException {
    BlockTable table = world.blocks(resource);
    Map<String, List<Integer>> parts = BlockTable.byPartition(world.plan(), lines);
    Fault fault = life.before(Effect.INSERT);
    switch (fault) {
      case REFUSED -> throw life.failure(Verdict.RETRY_SAME, "refused");
      case LOST_BEFORE -> throw life.failure(Verdict.RETRY_SAME, "no answer");
      case LATE -> {
        world.sendLate(() -> parts.forEach((part, rows) -> table.insert(token, part, rows)));
        throw life.failure(Verdict.RETRY_SAME, "no answer");
      }
      case PARTIAL -> {
        int some = world.choices().pick(parts.size());
        parts.keySet().stream()
            .limit(some)
            .forEach(part -> table.insert(token, part, parts.getOrDefault(part, List.of())));
        throw life.failure(Verdict.RETRY_SAME, "connection lost");
      }
      default -> {
        parts.forEach((part, rows) -> table.insert(token, part, rows));
        life.after(fault, Verdict.RETRY_SAME);
      }
    }
  }

  /** What names the block; with a bug, a part of what should. */
  private String token(Lines lines) {
    String token = lines.token();
    if (world.has(PlantedBug.TOKEN_FROM_CONTENT)) {
      return token.substring(0, token.lastIndexOf('/')) + lines.content();
    }
    if (world.has(PlantedBug.TOKEN_WITHOUT_INCARNATION)) {
      return token.substring(token.lastIndexOf('/'));
    }
    if (world.has(PlantedBug.TOKEN_WITHOUT_EPOCH)) {
      return token.replaceFirst("/\\d+\\.", "/");
    }
    return token;
  }
}
