package dev.durableingest.runtime.sink.table;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as the resources want it.
 *
 * @param target its name and keys
 * @param codec writes its rows; several resources of one record type may share a table
 */
public record RecordTable(TableTarget target, RecordCodec<?> codec) {

  /**
   * The tables of these resources, by name.
   *
   * @throws SinkException with {@code Stop} when a resource writes a stream, or two resources want
   *     different tables under one name
   */
  public static Map<String, RecordTable> of(List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    Map<String, RecordTable> tables = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      if (!(resource.target() instanceof TableTarget target)) {
        throw SinkException.stop(
            "Resource '" + resource.name() + "' writes a stream; --olap holds tables only.");
      }
      RecordTable table = new RecordTable(target, resource.codec());
      RecordTable other = tables.putIfAbsent(target.name(), table);
      if (other != null
          && !(other.target.equals(target) && other.columns().equals(table.columns()))) {
        throw SinkException.stop(
            "Resource '"
                + resource.name()
                + "' and another one write different records to table '"
                + target.name()
                + "'. Give each a table of its own.");
      }
    }
    return tables;
  }

  /** Its name. */
  public String name() {
    return target.name();
  }

  /** Its columns, in the order in which the codec writes them. */
  public List<Column> columns() {
    return codec.columns();
  }

  /** The names of its columns, in the order in which the codec writes them. */
  public List<String> columnNames() {
    return columns().stream().map(Column::name).toList();
  }

  /** The columns that make a row unique: those of a table with a version, else none. */
  public List<String> uniqueKey() {
    return target.version() == null ? List.of() : target.orderBy();
  }
}
