package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.List;

/** The records of one batch, as lines by resource. */
final class Lines implements SinkBatch {
  private final List<List<Integer>> byResource = new ArrayList<>();
  private boolean empty = true;

  Lines(int resources) {
    for (int i = 0; i < resources; i++) {
      byResource.add(new ArrayList<>());
    }
  }

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R row) {
    empty = false;
    byResource.get(Connector.indexOf(resource.name())).add(((Row) (Record) row).line());
  }

  @Override
  public boolean isEmpty() {
    return empty;
  }

  /** Whether the table, or the other destination, refuses one of its records. */
  boolean isRefused(World world, boolean byTable) {
    for (int resource = 0; resource < byResource.size(); resource++) {
      if (world.plan().tables().get(resource) == byTable) {
        for (int line : byResource.get(resource)) {
          if (world.plan().event(Row.eventOf(line)).kind() == Kind.REFUSED) {
            return true;
          }
        }
      }
    }
    return false;
  }

  List<Integer> of(int resource) {
    return byResource.get(resource);
  }
}
