package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import java.util.List;

/** The expression that describes a column. */
final class ColumnCode {
  private ColumnCode() {}

  static CodeBlock of(ColumnModel column, CodecGenerator.NestedCodecs nested) {
    return CodeBlock.of(
        "$T.$L($Z$S,$W$L)",
        RuntimeTypes.COLUMN,
        column.isNullable() ? "nullable" : "required",
        column.name().value(),
        type(column.kind(), nested));
  }

  private static CodeBlock type(ColumnKind kind, CodecGenerator.NestedCodecs nested) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      return CodeBlock.of("$T.Scalar.$L", RuntimeTypes.COLUMN_TYPE, scalar.type());
    }
    if (kind instanceof ColumnKind.DecimalKind decimal) {
      return CodeBlock.of(
          "new $T.DecimalType($L, $L)",
          RuntimeTypes.COLUMN_TYPE,
          decimal.precision(),
          decimal.scale());
    }
    if (kind instanceof ColumnKind.EnumKind enumKind) {
      return CodeBlock.of(
          "new $T.EnumType($T.of($L))",
          RuntimeTypes.COLUMN_TYPE,
          List.class,
          CodeLists.of("$S", enumKind.constants()));
    }
    if (kind instanceof ColumnKind.ListKind list) {
      return CodeBlock.of(
          "new $T.ListType($L)", RuntimeTypes.COLUMN_TYPE, type(list.element(), nested));
    }
    if (kind instanceof ColumnKind.MapKind map) {
      return CodeBlock.of(
          "new $T.MapType($Z$L,$W$L)",
          RuntimeTypes.COLUMN_TYPE,
          type(map.key(), nested),
          type(map.value(), nested));
    }
    if (kind instanceof ColumnKind.StructKind struct) {
      return CodeBlock.of(
          "new $T.StructType($L.columns())",
          RuntimeTypes.COLUMN_TYPE,
          nested.constant(struct.record()));
    }
    throw new IllegalArgumentException("A column cannot hold " + kind);
  }
}
