package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables whose transaction takes rows and document together. */
final class TableSink implements TransactionalSink {
  private final Life life;
  private final World world;
  private final SimulatedStore store;
  private @Nullable Lines open;
  private boolean isWithoutTransaction;

  TableSink(Life life) {
    this.life = life;
    this.world = life.world();
    this.store = new SimulatedStore(life, this);
  }

  @Override
  public String description() {
    return "tables";
  }

  @Override
  public SinkKind kind() {
    return SinkKind.TRANSACTIONAL;
  }

  @Override
  public CheckpointStore checkpointStore() {
    return store;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    life.after(life.begin(Effect.RECOVER, "refused"), Verdict.RETRY_SAME);
  }

  @Override
  public SinkBatch newBatch() {
    return new Lines(world.plan().resources());
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    Fault fault = life.before(Effect.WRITE_ROWS);
    if (fault == Fault.REFUSED) {
      rollBack();
      throw life.failure(Verdict.RETRY_SAME, "refused");
    }
    if (fault == Fault.LOST_BEFORE) {
      rollBack();
      throw life.failure(Verdict.REOPEN, "connection lost");
    }
    if (((Lines) batch).isRefused(world, true)) {
      rollBack();
      throw life.failure(Verdict.SPLIT, "a record is refused");
    }
    open = (Lines) batch;
    if (isWithoutTransaction) {
      commit();
    }
    life.afterQuietly(fault);
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return positions(world.plan());
  }

  @Override
  public void close() {}

  @Override
  public void undo() throws SinkException {
    Fault fault = life.begin(Effect.CUT_BACK, "refused");
    open = null;
    life.afterQuietly(fault);
  }

  /** One place a table, which never moves. */
  static Map<String, SinkPosition> positions(Plan plan) {
    Map<String, SinkPosition> positions = new LinkedHashMap<>();
    for (int resource = 0; resource < plan.resources(); resource++) {
      if (plan.tables().get(resource)) {
        positions.put("olap:" + Plan.nameOf(resource), new SinkPosition("one", 0, 0));
      }
    }
    return positions;
  }

  /** What was written becomes visible. */
  void commit() {
    Lines lines = open;
    if (lines != null) {
      for (int resource = 0; resource < world.plan().resources(); resource++) {
        world.rows(resource).addAll(lines.of(resource));
      }
    }
    open = null;
  }

  /** What was written is gone; what is written on this connection from now on, nobody knows. */
  void rollBack() {
    open = null;
    isWithoutTransaction = world.has(PlantedBug.UNKNOWN_COMMIT_ON_SAME_CONNECTION);
  }

  /** A new connection. */
  void reopen() {
    open = null;
    isWithoutTransaction = false;
  }
}
