package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.ColumnModel.Presence;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ScalarType;
import java.util.Map;

/** The statements that write a record: typed calls, in column order. */
final class WriteCode {
  private final CodecGenerator.NestedCodecs nested;
  private final CodeBlock.Builder body;
  private final LocalNames variables;

  WriteCode(RecordModel record, CodecGenerator.NestedCodecs nested, CodeBlock.Builder body) {
    this.nested = nested;
    this.body = body;
    this.variables = new LocalNames(record);
  }

  void add(ColumnModel column) {
    variables.begin(column);
    body.addStatement("out.field($S)", column.name().value());
    CodeBlock value = CodeBlock.of("record.$L()", column.component());
    if (column.isNullable()) {
      CodeBlock orNull =
          column.presence() == Presence.OPTIONAL ? CodeBlock.of("$L.orElse(null)", value) : value;
      String variable = declare(orNull, column);
      body.beginControlFlow("if ($L == null)", variable).addStatement("out.writeNull()");
      body.nextControlFlow("else");
      write(CodeBlock.of("$L", variable), column.kind());
      body.endControlFlow();
    } else if (isUsedTwice(column.kind())) {
      write(CodeBlock.of("$L", declare(value, column)), column.kind());
    } else {
      write(value, column.kind());
    }
  }

  private String declare(CodeBlock value, ColumnModel column) {
    String variable = LocalNames.ofColumn(column);
    body.addStatement("$T $L = $L", TypeNames.boxed(column.kind()), variable, value);
    return variable;
  }

  private static boolean isUsedTwice(ColumnKind kind) {
    return kind instanceof ColumnKind.ListKind || kind instanceof ColumnKind.MapKind;
  }

  private void write(CodeBlock value, ColumnKind kind) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      body.addStatement("out.$L($L)", writerMethod(scalar.type()), value);
    } else if (kind instanceof ColumnKind.DecimalKind decimal) {
      body.addStatement(
          "out.writeDecimal($L, $L, $L)", value, decimal.precision(), decimal.scale());
    } else if (kind instanceof ColumnKind.EnumKind) {
      body.addStatement("out.writeEnum($L.name())", value);
    } else if (kind instanceof ColumnKind.StructKind struct) {
      body.addStatement("out.beginStruct()")
          .addStatement("$L.write($L, out)", nested.constant(struct.record()), value)
          .addStatement("out.endStruct()");
    } else if (kind instanceof ColumnKind.ListKind list) {
      writeList(value, list);
    } else if (kind instanceof ColumnKind.MapKind map) {
      writeMap(value, map);
    }
  }

  private static String writerMethod(ScalarType type) {
    return switch (type) {
      case STRING -> "writeString";
      case BOOLEAN -> "writeBoolean";
      case INT8 -> "writeByte";
      case INT16 -> "writeShort";
      case INT32 -> "writeInt";
      case INT64 -> "writeLong";
      case FLOAT32 -> "writeFloat";
      case FLOAT64 -> "writeDouble";
      case TIMESTAMP -> "writeTimestamp";
      case DATE -> "writeDate";
      case UUID -> "writeUuid";
      case BYTES -> "writeBytes";
      case JSON -> "writeJson";
    };
  }

  private void writeList(CodeBlock list, ColumnKind.ListKind kind) {
    String element = variables.openElement();
    body.addStatement("out.beginList($L.size())", list);
    body.beginControlFlow("for ($T $L :$W$L)", TypeNames.plain(kind.element()), element, list);
    write(CodeBlock.of("$L", element), kind.element());
    body.endControlFlow();
    variables.close();
    body.addStatement("out.endList()");
  }

  private void writeMap(CodeBlock map, ColumnKind.MapKind kind) {
    String entry = variables.open("entry");
    body.addStatement("out.beginMap($L.size())", map);
    body.beginControlFlow(
        "for ($T.Entry<$T, $T> $L :$W$L.entrySet())",
        Map.class,
        TypeNames.boxed(kind.key()),
        TypeNames.boxed(kind.value()),
        entry,
        map);
    write(CodeBlock.of("$L.getKey()", entry), kind.key());
    writeValue(CodeBlock.of("$L.getValue()", entry), kind.value());
    body.endControlFlow();
    variables.close();
    body.addStatement("out.endMap()");
  }

  private void writeValue(CodeBlock value, ColumnKind kind) {
    if (isUsedTwice(kind)) {
      String variable = variables.open("value");
      body.addStatement("$T $L = $L", TypeNames.boxed(kind), variable, value);
      write(CodeBlock.of("$L", variable), kind);
      variables.close();
    } else {
      write(value, kind);
    }
  }
}
