package dev.durableingest.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * A record whose components are columns.
 *
 * @param type the record
 * @param columns its components, in order
 */
public record RecordModel(TypeElement type, List<ColumnModel> columns) {

  /** Name of the record without its package. */
  public String simpleName() {
    return type.getSimpleName().toString();
  }

  /** The names of all columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(column -> column.name().value()).toList();
  }

  /** The column of a name. */
  public Optional<ColumnModel> column(String name) {
    return columns.stream().filter(column -> column.name().value().equals(name)).findFirst();
  }

  /** Adds the records nested in this one, then this one, unless they are there already. */
  public void addTo(Map<String, RecordModel> records) {
    String key = type.getQualifiedName().toString();
    if (!records.containsKey(key)) {
      columns.forEach(column -> addNested(column.kind(), records));
      records.put(key, this);
    }
  }

  private static void addNested(ColumnKind kind, Map<String, RecordModel> records) {
    if (kind instanceof ColumnKind.StructKind struct) {
      struct.record().addTo(records);
    } else if (kind instanceof ColumnKind.ListKind list) {
      addNested(list.element(), records);
    } else if (kind instanceof ColumnKind.MapKind map) {
      addNested(map.value(), records);
    }
  }
}
