package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ScalarType;
import dev.durableingest.processor.model.TypeArgument;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The Java types of what the model holds. */
final class TypeNames {
  private TypeNames() {}

  /** The type, or Object where it cannot be named: then there is a problem that says so. */
  static TypeName of(TypeArgument argument) {
    return argument.isUsable() && argument.mirror() != null
        ? TypeName.of(argument.mirror())
        : ClassName.OBJECT;
  }

  /** The type of a value in a list, a map or a nullable column. */
  static TypeName boxed(ColumnKind kind) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      return boxed(scalar.type());
    }
    if (kind instanceof ColumnKind.EnumKind enumKind) {
      return ClassName.of(enumKind.type());
    }
    if (kind instanceof ColumnKind.StructKind struct) {
      return ClassName.of(struct.record().type());
    }
    if (kind instanceof ColumnKind.ListKind list) {
      return TypeName.generic(ClassName.of(List.class), boxed(list.element()));
    }
    if (kind instanceof ColumnKind.MapKind map) {
      return TypeName.generic(ClassName.of(Map.class), boxed(map.key()), boxed(map.value()));
    }
    return ClassName.of(BigDecimal.class);
  }

  private static TypeName boxed(ScalarType type) {
    return switch (type) {
      case STRING, JSON -> ClassName.of(String.class);
      case BOOLEAN -> ClassName.of(Boolean.class);
      case INT8 -> ClassName.of(Byte.class);
      case INT16 -> ClassName.of(Short.class);
      case INT32 -> ClassName.of(Integer.class);
      case INT64 -> ClassName.of(Long.class);
      case FLOAT32 -> ClassName.of(Float.class);
      case FLOAT64 -> ClassName.of(Double.class);
      case TIMESTAMP -> ClassName.of(Instant.class);
      case DATE -> ClassName.of(LocalDate.class);
      case UUID -> ClassName.of(UUID.class);
      case BYTES -> new TypeName.ArrayOf(new TypeName.Word("byte"));
    };
  }

  /** The same, unboxed where there is a primitive. */
  static TypeName plain(ColumnKind kind) {
    return kind instanceof ColumnKind.ScalarKind scalar ? plain(scalar.type()) : boxed(kind);
  }

  private static TypeName plain(ScalarType type) {
    return switch (type) {
      case BOOLEAN -> new TypeName.Word("boolean");
      case INT8 -> new TypeName.Word("byte");
      case INT16 -> new TypeName.Word("short");
      case INT32 -> new TypeName.Word("int");
      case INT64 -> new TypeName.Word("long");
      case FLOAT32 -> new TypeName.Word("float");
      case FLOAT64 -> new TypeName.Word("double");
      default -> boxed(type);
    };
  }
}
