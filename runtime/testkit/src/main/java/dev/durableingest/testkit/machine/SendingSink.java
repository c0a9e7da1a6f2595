package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.World;
import java.util.List;
import java.util.Map;

/** A destination that takes what it gets, as often as it gets it. */
final class SendingSink implements Sink {
  private final Life life;
  private final World world;

  SendingSink(Life life) {
    this.life = life;
    this.world = life.world();
  }

  @Override
  public String description() {
    return "taker";
  }

  @Override
  public SinkKind kind() {
    return SinkKind.NEITHER;
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
    if (((Lines) batch).isRefused(world, false)) {
      life.before(Effect.SEND);
      throw life.failure(Verdict.SPLIT, "a record is refused");
    }
    for (int resource = 0; resource < world.plan().resources(); resource++) {
      List<Integer> lines = ((Lines) batch).of(resource);
      if (lines.isEmpty()) {
        continue;
      }
      List<Integer> rows = world.rows(resource);
      if (world.has(PlantedBug.SAVE_BEFORE_WRITE)) {
        life.afterSave().add(() -> rows.addAll(lines));
      } else {
        send(lines, rows);
      }
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return Map.of();
  }

  @Override
  public void close() {}

  private void send(List<Integer> lines, List<Integer> rows) throws SinkException {
    Fault fault = life.before(Effect.SEND);
    switch (fault) {
      case REFUSED -> {
        if (setsAside(PlantedBug.REFUSAL_IS_A_BAD_RECORD, lines)) {
          return;
        }
        throw life.failure(Verdict.RETRY_SAME, "refused");
      }
      case LOST_BEFORE -> {
        if (setsAside(PlantedBug.TIME_OUT_IS_A_BAD_RECORD, lines)) {
          return;
        }
        throw life.failure(Verdict.RETRY_SAME, "no answer");
      }
      case LATE -> {
        world.leaveUnanswered();
        world.sendLate(() -> rows.addAll(lines));
        throw life.failure(unknown(), "no answer");
      }
      case PARTIAL -> {
        if (world.has(PlantedBug.NEWEST_INSTEAD_OF_CONTIGUOUS)) {
          rows.addAll(lines.subList(1, lines.size()));
          return;
        }
        world.leaveUnanswered();
        rows.addAll(lines.subList(0, world.choices().pick(lines.size())));
        throw life.failure(Verdict.RETRY_SAME, "connection lost");
      }
      default -> {
        if (fault == Fault.LOST_AFTER) {
          world.leaveUnanswered();
        }
        rows.addAll(lines);
        life.after(fault, unknown());
      }
    }
  }

  /** What is to be done about a send without an answer: the same again. */
  private Verdict unknown() {
    return world.has(PlantedBug.SPLIT_AFTER_UNKNOWN) ? Verdict.SPLIT : Verdict.RETRY_SAME;
  }

  private boolean setsAside(PlantedBug bug, List<Integer> lines) {
    if (world.has(bug)) {
      lines.forEach(line -> LetterFile.setAside(world, line));
      return true;
    }
    return false;
  }
}
