package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ScalarType;
import java.util.Map;

/** The statements that check whether a record fits: only those that can find something. */
final class CheckCode {
  private final CodecGenerator.NestedCodecs nested;
  private final CodeBlock.Builder body;
  private final LocalNames variables;

  CheckCode(RecordModel record, CodecGenerator.NestedCodecs nested, CodeBlock.Builder body) {
    this.nested = nested;
    this.body = body;
    this.variables = new LocalNames(record);
  }

  void add(ColumnModel column) {
    variables.begin(column);
    CodeBlock value = CodeBlock.of("record.$L()", column.component());
    String name = column.name().value();
    switch (column.presence()) {
      case PRIMITIVE -> {} // always there, always fits
      case REQUIRED -> checkPresent(value, column.kind(), name);
      case NULLABLE -> {
        if (hasInnerCheck(column.kind())) {
          checkUnlessNull(value, column);
        }
      }
      case OPTIONAL -> {
        if (hasInnerCheck(column.kind())) {
          checkUnlessNull(CodeBlock.of("$L.orElse(null)", present(value, name)), column);
        } else {
          body.addStatement("$L", present(value, name));
        }
      }
    }
  }

  private void checkUnlessNull(CodeBlock value, ColumnModel column) {
    String variable = LocalNames.ofColumn(column);
    body.addStatement("$T $L = $L", TypeNames.boxed(column.kind()), variable, value);
    body.beginControlFlow("if ($L != null)", variable);
    checkInner(CodeBlock.of("$L", variable), column.kind(), column.name().value());
    body.endControlFlow();
  }

  private void checkPresent(CodeBlock value, ColumnKind kind, String name) {
    if (hasInnerCheck(kind)) {
      checkInner(present(value, name), kind, name);
    } else {
      body.addStatement("$L", present(value, name));
    }
  }

  private static CodeBlock present(CodeBlock value, String name) {
    return CodeBlock.of("$T.present($L, $S)", RuntimeTypes.FITS, value, name);
  }

  private static boolean hasInnerCheck(ColumnKind kind) {
    return !(kind instanceof ColumnKind.EnumKind)
        && !(kind instanceof ColumnKind.ScalarKind scalar && scalar.type() != ScalarType.TIMESTAMP);
  }

  private void checkInner(CodeBlock value, ColumnKind kind, String name) {
    if (kind instanceof ColumnKind.DecimalKind decimal) {
      body.addStatement(
          "$T.decimal($L, $L, $L, $S)",
          RuntimeTypes.FITS,
          value,
          decimal.precision(),
          decimal.scale(),
          name);
    } else if (kind instanceof ColumnKind.ScalarKind) {
      body.addStatement("$T.timestamp($L, $S)", RuntimeTypes.FITS, value, name);
    } else if (kind instanceof ColumnKind.StructKind struct) {
      body.addStatement("$L.check($L)", nested.constant(struct.record()), value);
    } else if (kind instanceof ColumnKind.ListKind list) {
      checkElements(value, list, name);
    } else if (kind instanceof ColumnKind.MapKind map) {
      checkEntries(value, map, name);
    }
  }

  private void checkElements(CodeBlock list, ColumnKind.ListKind kind, String name) {
    String element = variables.openElement();
    body.beginControlFlow("for ($T $L :$W$L)", TypeNames.boxed(kind.element()), element, list);
    checkPresent(CodeBlock.of("$L", element), kind.element(), name + "[]");
    body.endControlFlow();
    variables.close();
  }

  private void checkEntries(CodeBlock map, ColumnKind.MapKind kind, String name) {
    String entry = variables.open("entry");
    body.beginControlFlow(
        "for ($T.Entry<$T, $T> $L :$W$L.entrySet())",
        Map.class,
        TypeNames.boxed(kind.key()),
        TypeNames.boxed(kind.value()),
        entry,
        map);
    checkPresent(CodeBlock.of("$L.getKey()", entry), kind.key(), name + "[key]");
    checkPresent(CodeBlock.of("$L.getValue()", entry), kind.value(), name + "[value]");
    body.endControlFlow();
    variables.close();
  }
}
