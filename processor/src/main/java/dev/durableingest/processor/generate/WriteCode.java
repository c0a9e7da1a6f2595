package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.ColumnModel.Presence;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ScalarType;
import java.util.Map;

/** The statements that write a record: a typed call for each column, in order. */
final class WriteCode {
  private final CodecCode code;
  private final JavaText body;
  private final LocalNames variables;

  WriteCode(RecordModel record, CodecCode code) {
    this.code = code;
    this.body = code.text();
    this.variables = new LocalNames(record);
  }

  void add(ColumnModel column) {
    variables.begin(column);
    String value = "record." + column.component() + "()";
    if (column.presence() == Presence.OPTIONAL) {
      value += ".orElse(null)";
    }
    if (hasParts(column.kind())) {
      addParts(value, column);
    } else {
      write(JavaText.literal(column.name().value()) + ", ", value, column.kind());
    }
  }

  private static boolean hasParts(ColumnKind kind) {
    return kind instanceof ColumnKind.ListKind || kind instanceof ColumnKind.MapKind;
  }

  private void addParts(String value, ColumnModel column) {
    body.line("out.field(" + JavaText.literal(column.name().value()) + ");");
    String variable = LocalNames.ofColumn(column);
    declare(variable, value, column.kind());
    if (column.isNullable()) {
      body.open("if (" + variable + " == null)").line("out.writeNull();").next("else");
      write("", variable, column.kind());
      body.close();
    } else {
      write("", variable, column.kind());
    }
  }

  private void declare(String variable, String value, ColumnKind kind) {
    body.line(code.imports().name(TypeNames.boxed(kind)) + " " + variable + " = " + value + ";");
  }

  /**
   * Writes a value.
   *
   * @param column the name of its column and a comma, or nothing for a part of a list or a map
   */
  private void write(String column, String value, ColumnKind kind) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      call(writerMethod(scalar.type()), column + value);
    } else if (kind instanceof ColumnKind.DecimalKind decimal) {
      call("writeDecimal", column + value + ", " + decimal.precision() + ", " + decimal.scale());
    } else if (kind instanceof ColumnKind.EnumKind) {
      call("writeEnum", column.isEmpty() ? value + ".name()" : column + value);
    } else if (kind instanceof ColumnKind.StructKind struct) {
      call("writeStruct", column + value + ", " + code.codec(struct.record()));
    } else if (kind instanceof ColumnKind.ListKind list) {
      writeList(value, list);
    } else if (kind instanceof ColumnKind.MapKind map) {
      writeMap(value, map);
    }
  }

  private void call(String method, String arguments) {
    body.line("out." + method + "(" + arguments + ");");
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

  private void writeList(String list, ColumnKind.ListKind kind) {
    String element = variables.openElement();
    String type = code.imports().name(TypeNames.plain(kind.element()));
    body.line("out.beginList(" + list + ".size());");
    body.open("for (" + type + " " + element + " : " + list + ")");
    write("", element, kind.element());
    body.close();
    variables.close();
    body.line("out.endList();");
  }

  private void writeMap(String map, ColumnKind.MapKind kind) {
    String entry = variables.open("entry");
    body.line("out.beginMap(" + map + ".size());");
    body.open(
        "for (" + entryType(code.imports(), kind) + " " + entry + " : " + map + ".entrySet())");
    write("", entry + ".getKey()", kind.key());
    if (hasParts(kind.value())) {
      String variable = variables.open("value");
      declare(variable, entry + ".getValue()", kind.value());
      write("", variable, kind.value());
      variables.close();
    } else {
      write("", entry + ".getValue()", kind.value());
    }
    body.close();
    variables.close();
    body.line("out.endMap();");
  }

  /** {@code Map.Entry<K, V>}. */
  static String entryType(Imports imports, ColumnKind.MapKind kind) {
    return imports.name(ClassName.of(Map.Entry.class))
        + "<"
        + imports.name(TypeNames.boxed(kind.key()))
        + ", "
        + imports.name(TypeNames.boxed(kind.value()))
        + ">";
  }
}
