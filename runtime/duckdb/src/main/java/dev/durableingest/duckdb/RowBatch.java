package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records by table, in the order in which they were added. They are kept as they are: the appender
 * belongs to a transaction, which begins only when the batch is written.
 */
final class RowBatch implements SinkBatch {
  private final Map<String, List<Record>> rowsByTable = new LinkedHashMap<>();

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record) {
    rowsByTable.computeIfAbsent(resource.target().name(), name -> new ArrayList<>()).add(record);
  }

  @Override
  public boolean isEmpty() {
    return rowsByTable.isEmpty();
  }

  Map<String, List<Record>> rowsByTable() {
    return rowsByTable;
  }
}
