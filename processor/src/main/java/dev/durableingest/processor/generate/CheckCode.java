package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ScalarType;

/** The statements that check whether a record fits: only those that can find something. */
final class CheckCode {
  private final CodecCode code;
  private final JavaText body;
  private final LocalNames variables;

  CheckCode(RecordModel record, CodecCode code) {
    this.code = code;
    this.body = code.text();
    this.variables = new LocalNames(record);
  }

  void add(ColumnModel column) {
    variables.begin(column);
    String value = "record." + column.component() + "()";
    String name = column.name().value();
    switch (column.presence()) {
      case PRIMITIVE -> {} // always there, always fits
      case REQUIRED -> checkRequired(value, column.kind(), name);
      case NULLABLE -> checkNullable(value, column);
      case OPTIONAL -> {
        checkPresent(value, name);
        checkNullable(value + ".orElse(null)", column);
      }
    }
  }

  private void checkNullable(String value, ColumnModel column) {
    String name = column.name().value();
    if (isLeaf(column.kind())) {
      checkLeaf("nullable", value, column.kind(), name);
    } else {
      String variable = LocalNames.ofColumn(column);
      String type = code.imports().name(TypeNames.boxed(column.kind()));
      body.line(type + " " + variable + " = " + value + ";");
      body.open("if (" + variable + " != null)");
      checkParts(variable, column.kind(), name);
      body.close();
    }
  }

  private void checkRequired(String value, ColumnKind kind, String name) {
    if (!isLeaf(kind)) {
      checkPresent(value, name);
      checkParts(value, kind, name);
    } else if (!checkLeaf("", value, kind, name)) {
      checkPresent(value, name);
    }
  }

  private void checkPresent(String value, String name) {
    fits("present", value, name);
  }

  private void fits(String method, String value, String name) {
    String fits = code.imports().name(RuntimeTypes.FITS);
    body.line(fits + "." + method + "(" + value + ", " + JavaText.literal(name) + ");");
  }

  private static boolean isLeaf(ColumnKind kind) {
    return kind instanceof ColumnKind.ScalarKind
        || kind instanceof ColumnKind.EnumKind
        || kind instanceof ColumnKind.DecimalKind;
  }

  /** Checks a value that has no parts, and returns whether there is anything to check. */
  private boolean checkLeaf(String prefix, String value, ColumnKind kind, String name) {
    if (kind instanceof ColumnKind.DecimalKind decimal) {
      String size = ", " + decimal.precision() + ", " + decimal.scale();
      fits(method(prefix, "decimal"), value + size, name);
      return true;
    }
    if (kind instanceof ColumnKind.ScalarKind scalar && scalar.type() == ScalarType.TIMESTAMP) {
      fits(method(prefix, "timestamp"), value, name);
      return true;
    }
    return false;
  }

  private static String method(String prefix, String name) {
    return prefix.isEmpty()
        ? name
        : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private void checkParts(String value, ColumnKind kind, String name) {
    if (kind instanceof ColumnKind.StructKind struct) {
      body.line(code.codec(struct.record()) + ".check(" + value + ");");
    } else if (kind instanceof ColumnKind.ListKind list) {
      checkElements(value, list, name);
    } else if (kind instanceof ColumnKind.MapKind map) {
      checkEntries(value, map, name);
    }
  }

  private void checkElements(String list, ColumnKind.ListKind kind, String name) {
    String element = variables.openElement();
    String type = code.imports().name(TypeNames.boxed(kind.element()));
    body.open("for (" + type + " " + element + " : " + list + ")");
    checkRequired(element, kind.element(), name + "[]");
    body.close();
    variables.close();
  }

  private void checkEntries(String map, ColumnKind.MapKind kind, String name) {
    String entry = variables.open("entry");
    String type = WriteCode.entryType(code.imports(), kind);
    body.open("for (" + type + " " + entry + " : " + map + ".entrySet())");
    checkRequired(entry + ".getKey()", kind.key(), name + "[key]");
    checkRequired(entry + ".getValue()", kind.value(), name + "[value]");
    body.close();
    variables.close();
  }
}
