package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as the resources want it.
 *
 * @param target its name and keys; {@code partitionBy} means nothing in a single file
 * @param codec writes its rows; several resources of one record type may share a table
 */
record Table(TableTarget target, RecordCodec<?> codec) {

  /** The tables of these resources, by name. */
  static Map<String, Table> of(List<ResourceBinding<?, ?, ?>> resources) throws SinkException {
    Map<String, Table> tables = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      if (!(resource.target() instanceof TableTarget target)) {
        throw SinkException.stop(
            "Resource '" + resource.name() + "' writes a stream; DuckDB holds tables only.");
      }
      Table table = new Table(target, resource.codec());
      Table other = tables.putIfAbsent(target.name(), table);
      if (other != null
          && !(other.target.equals(target)
              && other.codec.columns().equals(resource.codec().columns()))) {
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
  String name() {
    return target.name();
  }

  /** The columns that make a row unique: those of a table with a version, else none. */
  List<String> key() {
    return target.version() == null ? List.of() : target.orderBy();
  }

  /** The names of its columns, in the order in which the codec writes them. */
  List<String> columnNames() {
    return codec.columns().stream().map(Column::name).toList();
  }

  /** What stands between the parentheses of {@code CREATE TABLE}. */
  String definition() {
    List<String> parts = new ArrayList<>();
    for (Column column : codec.columns()) {
      parts.add(Sql.column(column));
    }
    if (!key().isEmpty()) {
      parts.add("PRIMARY KEY (" + Sql.names(key()) + ")");
    }
    return parts.stream().collect(Collectors.joining(", "));
  }
}
