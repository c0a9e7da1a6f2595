package dev.durableingest.processor.generate;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
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
        ? TypeName.get(argument.mirror()).box()
        : ClassName.OBJECT;
  }

  /** The type of a value in a list, a map or a nullable column. */
  static TypeName boxed(ColumnKind kind) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      return boxed(scalar.type());
    }
    if (kind instanceof ColumnKind.EnumKind enumKind) {
      return ClassName.get(enumKind.type());
    }
    if (kind instanceof ColumnKind.StructKind struct) {
      return ClassName.get(struct.record().type());
    }
    if (kind instanceof ColumnKind.ListKind list) {
      return ParameterizedTypeName.get(ClassName.get(List.class), boxed(list.element()));
    }
    if (kind instanceof ColumnKind.MapKind map) {
      return ParameterizedTypeName.get(
          ClassName.get(Map.class), boxed(map.key()), boxed(map.value()));
    }
    return ClassName.get(BigDecimal.class);
  }

  private static TypeName boxed(ScalarType type) {
    return switch (type) {
      case STRING, JSON -> ClassName.get(String.class);
      case BOOLEAN -> TypeName.BOOLEAN.box();
      case INT8 -> TypeName.BYTE.box();
      case INT16 -> TypeName.SHORT.box();
      case INT32 -> TypeName.INT.box();
      case INT64 -> TypeName.LONG.box();
      case FLOAT32 -> TypeName.FLOAT.box();
      case FLOAT64 -> TypeName.DOUBLE.box();
      case TIMESTAMP -> ClassName.get(Instant.class);
      case DATE -> ClassName.get(LocalDate.class);
      case UUID -> ClassName.get(UUID.class);
      case BYTES -> ArrayTypeName.of(TypeName.BYTE);
    };
  }

  /** The same, unboxed where there is a primitive. */
  static TypeName plain(ColumnKind kind) {
    TypeName boxed = boxed(kind);
    return boxed.isBoxedPrimitive() ? boxed.unbox() : boxed;
  }
}
