package dev.durableingest.processor.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the codec of a record: its columns, its checks, and typed calls that write it. */
final class CodecGenerator {
  private final RecordModel record;
  private final ClassNames names;
  private final NestedCodecs nested = new NestedCodecs();

  CodecGenerator(RecordModel record, ClassNames names) {
    this.record = record;
    this.names = names;
    record.columns().forEach(column -> nested.add(column.kind()));
  }

  /** The constants that hold the codecs of nested records. */
  static final class NestedCodecs {
    private final Map<String, RecordModel> byConstant = new LinkedHashMap<>();

    private void add(ColumnKind kind) {
      if (kind instanceof ColumnKind.StructKind struct) {
        String plain = CaseStyle.constant(struct.record().simpleName());
        String constant = plain.equals("COLUMNS") ? "COLUMNS_RECORD" : plain;
        for (int number = 2; isTaken(constant, struct.record()); number++) {
          constant = plain + "_" + number;
        }
        byConstant.put(constant, struct.record());
      } else if (kind instanceof ColumnKind.ListKind list) {
        add(list.element());
      } else if (kind instanceof ColumnKind.MapKind map) {
        add(map.value());
      }
    }

    private boolean isTaken(String constant, RecordModel record) {
      RecordModel other = byConstant.get(constant);
      return other != null && !other.type().equals(record.type());
    }

    /** The constant with the codec of a nested record. */
    String constant(RecordModel record) {
      return byConstant.entrySet().stream()
          .filter(entry -> entry.getValue().type().equals(record.type()))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }
  }

  TypeSpec.Builder generate(ClassParts parts) {
    ClassName recordType = ClassName.get(record.type());
    TypeSpec.Builder type =
        parts
            .finalClass(names.codec(record))
            .addSuperinterface(ParameterizedTypeName.get(RuntimeTypes.RECORD_CODEC, recordType))
            .addJavadoc("Writes {@link $T} to any sink.", recordType);
    nested.byConstant.forEach(
        (constant, inner) -> type.addField(nestedCodec(constant, names.codec(inner))));
    return type.addField(columnList())
        .addMethod(columns())
        .addMethod(check(recordType))
        .addMethod(write(recordType));
  }

  private static FieldSpec nestedCodec(String constant, ClassName codec) {
    return FieldSpec.builder(codec, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", codec)
        .build();
  }

  private FieldSpec columnList() {
    List<CodeBlock> columns =
        record.columns().stream().map(column -> ColumnCode.of(column, nested)).toList();
    return FieldSpec.builder(
            columnListType(), "COLUMNS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("\n$>$>$T.of($L)$<$<", List.class, CodeLists.lines(columns))
        .build();
  }

  private static TypeName columnListType() {
    return ParameterizedTypeName.get(ClassName.get(List.class), RuntimeTypes.COLUMN);
  }

  private static MethodSpec columns() {
    return override("columns").returns(columnListType()).addStatement("return COLUMNS").build();
  }

  private MethodSpec check(ClassName recordType) {
    MethodSpec.Builder check = override("check").addParameter(recordType, "record");
    CodeBlock.Builder body = CodeBlock.builder();
    CheckCode code = new CheckCode(record, nested, body);
    for (ColumnModel column : record.columns()) {
      code.add(column);
    }
    if (!body.isEmpty()) {
      check.addException(RuntimeTypes.UNFIT_RECORD);
    }
    return check.addCode(body.build()).build();
  }

  private MethodSpec write(ClassName recordType) {
    CodeBlock.Builder body = CodeBlock.builder();
    WriteCode code = new WriteCode(record, nested, body);
    for (ColumnModel column : record.columns()) {
      code.add(column);
    }
    return override("write")
        .addParameter(recordType, "record")
        .addParameter(RuntimeTypes.RECORD_WRITER, "out")
        .addCode(body.build())
        .build();
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
