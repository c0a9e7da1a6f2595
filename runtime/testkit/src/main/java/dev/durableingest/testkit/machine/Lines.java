package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.testkit.world.Row;
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

  List<Integer> of(int resource) {
    return byResource.get(resource);
  }
}
