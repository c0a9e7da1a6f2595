package dev.durableingest.clickhouse;

import dev.durableingest.clickhouse.ColumnFit.Form;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which columns of somebody else's table a column of a record may be written to, in JSON, so
 * that no value is changed on the way. Where a type holds less than the record may have, each value
 * is compared with its bounds.
 */
final class ColumnFits {
  private static final long EXACT_IN_A_DOUBLE = 1L << 53;
  private static final long FIRST_DAY = LocalDate.of(1900, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(2299, 12, 31).toEpochDay();
  private static final long DATE_DAY_MAX = 65_535;
  private static final long DATE_TIME_SECOND_MAX = 4_294_967_295L;
  private static final int MICROSECONDS = 6;
  private static final int NANOSECONDS = 9;

  private final List<String> losses = new ArrayList<>();

  /** What is cut off of every value, one a line for people. */
  List<String> losses() {
    return losses;
  }

  /** How a column is written to one of this type; null where it cannot be. */
  @Nullable ColumnFit of(Column column, String found) {
    ClickHouseType type = ClickHouseType.of(found);
    while (type.name().equals("LowCardinality") || type.name().equals("SimpleAggregateFunction")) {
      type = type.argument(type.arguments().size() - 1);
    }
    boolean isNullable = type.name().equals("Nullable");
    if (column.nullable() && !isNullable) {
      return null;
    }
    return of(column.name(), column.type(), isNullable ? type.argument(0) : type);
  }

  private @Nullable ColumnFit of(String name, ColumnType wanted, ClickHouseType found) {
    if (wanted instanceof Scalar scalar) {
      return scalar(name, scalar, found);
    }
    if (wanted instanceof DecimalType decimal) {
      return decimal(decimal, found);
    }
    if (wanted instanceof EnumType values) {
      boolean isEnum = found.name().equals("Enum8") || found.name().equals("Enum16");
      boolean fits =
          found.name().equals("String") || (isEnum && found.names().containsAll(values.values()));
      return fits ? ColumnFit.any(found.name()) : null;
    }
    if (wanted instanceof ListType list) {
      return list(name, list, found);
    }
    if (wanted instanceof MapType map) {
      return map(name, map, found);
    }
    return switch (found.name()) {
      case "Tuple" -> fields(name, (StructType) wanted, found, Form.PLAIN);
      case "Nested" -> fields(name, (StructType) wanted, found, Form.ARRAY_OF_ONE);
      default -> null;
    };
  }

  private @Nullable ColumnFit scalar(String name, Scalar wanted, ClickHouseType found) {
    String type = found.name();
    return switch (wanted) {
      case STRING -> text(found);
      case BYTES -> type.equals("String") ? ColumnFit.any(type) : null;
      case BOOLEAN -> type.equals("Bool") ? ColumnFit.any(type) : null;
      case UUID -> type.equals("UUID") || type.equals("String") ? ColumnFit.any(type) : null;
      case INT8, INT16, INT32, INT64 -> whole(type);
      case FLOAT32 -> type.startsWith("Float") ? ColumnFit.any(type) : null;
      case FLOAT64 -> type.equals("Float64") ? ColumnFit.any(type) : null;
      case TIMESTAMP -> time(name, found);
      case DATE ->
          switch (type) {
            case "Date32" -> ColumnFit.within(type, FIRST_DAY, LAST_DAY);
            case "Date" -> ColumnFit.within(type, 0, DATE_DAY_MAX);
            default -> null;
          };
      case JSON ->
          switch (type) {
            case "JSON", "Object" -> ColumnFit.json(type, Form.OBJECT);
            case "String" -> ColumnFit.json(type, Form.TEXT);
            default -> null;
          };
    };
  }

  private static @Nullable ColumnFit text(ClickHouseType found) {
    return switch (found.name()) {
      case "String" -> ColumnFit.any("String");
      case "FixedString" ->
          ColumnFit.within("FixedString(" + found.number(0, 0) + ")", 0, found.number(0, 0));
      default -> null;
    };
  }

  private static @Nullable ColumnFit whole(String type) {
    return switch (type) {
      case "Int8" -> ColumnFit.within(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "Int16" -> ColumnFit.within(type, Short.MIN_VALUE, Short.MAX_VALUE);
      case "Int32" -> ColumnFit.within(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "Int64", "Int128", "Int256" -> ColumnFit.any(type);
      case "UInt8" -> ColumnFit.within(type, 0, (1 << 8) - 1);
      case "UInt16" -> ColumnFit.within(type, 0, (1 << 16) - 1);
      case "UInt32" -> ColumnFit.within(type, 0, (1L << 32) - 1);
      case "UInt64", "UInt128", "UInt256" -> ColumnFit.within(type, 0, Long.MAX_VALUE);
      case "Float64" -> ColumnFit.within(type, -EXACT_IN_A_DOUBLE, EXACT_IN_A_DOUBLE);
      default -> null;
    };
  }

  private @Nullable ColumnFit time(String name, ClickHouseType found) {
    boolean isFine = found.name().equals("DateTime64");
    if (!isFine && !found.name().equals("DateTime")) {
      return null;
    }
    int digits = isFine ? found.number(0, 3) : 0;
    if (digits < MICROSECONDS) {
      losses.add(
          "'" + name + "' keeps " + (digits == 0 ? "whole seconds" : digits + " digits of them"));
    }
    if (!isFine) {
      return ColumnFit.within("DateTime", 0, DATE_TIME_SECOND_MAX);
    }
    long last = LocalDate.ofEpochDay(LAST_DAY + 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() - 1;
    long most = digits == NANOSECONDS ? Long.MAX_VALUE / 1_000_000_000 - 1 : last;
    long least = LocalDate.ofEpochDay(FIRST_DAY).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    return ColumnFit.within("DateTime64(" + digits + ")", least, most);
  }

  private static @Nullable ColumnFit decimal(DecimalType wanted, ClickHouseType found) {
    if (!found.name().equals("Decimal")) {
      return null;
    }
    int precision = found.number(0, 10);
    int scale = found.number(1, 0);
    boolean fits =
        scale >= wanted.scale() && precision - scale >= wanted.precision() - wanted.scale();
    return fits ? ColumnFit.any("Decimal") : null;
  }

  private @Nullable ColumnFit list(String name, ListType wanted, ClickHouseType found) {
    if (found.name().equals("Nested") && wanted.element() instanceof StructType struct) {
      ColumnFit element = fields(name, struct, found, Form.PLAIN);
      return element == null
          ? null
          : ColumnFit.of("Nested", Form.PLAIN, List.of(), List.of(element));
    }
    ColumnFit element =
        found.name().equals("Array") ? part(name, wanted.element(), found, 0) : null;
    return element == null ? null : ColumnFit.of("Array", Form.PLAIN, List.of(), List.of(element));
  }

  private @Nullable ColumnFit map(String name, MapType wanted, ClickHouseType found) {
    if (!found.name().equals("Map")) {
      return null;
    }
    ColumnFit key = part(name, wanted.key(), found, 0);
    ColumnFit value = part(name, wanted.value(), found, 1);
    return key == null || value == null
        ? null
        : ColumnFit.of("Map", Form.PLAIN, List.of(), List.of(key, value));
  }

  private @Nullable ColumnFit part(
      String name, ColumnType wanted, ClickHouseType found, int index) {
    return of(Column.required(name, wanted), found.arguments().get(index));
  }

  /** Every field of ours has a place; every place that must be filled has a field. */
  private @Nullable ColumnFit fields(
      String name, StructType wanted, ClickHouseType found, Form form) {
    List<String> names = new ArrayList<>();
    List<ColumnFit> parts = new ArrayList<>();
    List<ClickHouseType.Field> places = found.fields();
    for (Column field : wanted.fields()) {
      Column inside = new Column(name + "." + field.name(), field.type(), field.nullable());
      ColumnFit part =
          places.stream()
              .filter(place -> place.name().equals(field.name()))
              .findFirst()
              .map(place -> of(inside, place.type()))
              .orElse(null);
      if (part == null) {
        return null;
      }
      names.add(field.name());
      parts.add(part);
    }
    return places.size() == names.size() ? ColumnFit.of(found.name(), form, names, parts) : null;
  }
}
