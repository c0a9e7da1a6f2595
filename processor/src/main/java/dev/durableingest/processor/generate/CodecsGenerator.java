package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/**
 * Writes {@code XyzCodecs}: for every record type a codec, which is its columns, its checks, and
 * typed calls that write it. One file for all, because a file costs a compiler more than a class.
 */
final class CodecsGenerator {
  private final SourceModel source;
  private final ClassNames names;
  private final ClassText file;
  private final Imports imports;
  private final JavaText text;

  CodecsGenerator(SourceModel source, ClassNames names, ClassText file) {
    this.source = source;
    this.names = names;
    this.file = file;
    this.imports = file.imports();
    this.text = file.body();
    source.records().forEach(record -> imports.reserve(names.codec(record).simpleName()));
  }

  /** The whole file. */
  String generate() {
    file.open(
        "Write the records of {@link " + file.name(names.source()) + "} to any sink.", "final");
    file.addConstructor();
    source.records().forEach(this::addCodec);
    return file.close();
  }

  private void addCodec(RecordModel record) {
    ClassName type = ClassName.of(record.type());
    String codec = names.codec(record).simpleName();
    text.line("")
        .line("/** Writes {@link " + imports.name(type) + "}. */")
        .open(
            "static final class "
                + codec
                + " implements "
                + imports.name(TypeName.generic(RuntimeTypes.RECORD_CODEC, type)))
        .line("static final " + codec + " INSTANCE = new " + codec + "();")
        .line("");
    addColumns(record);
    addCheck(record, imports.name(type));
    addWrite(record, imports.name(type));
    text.close();
  }

  private void addColumns(RecordModel record) {
    String list = imports.name(TypeName.generic(ClassName.of(List.class), RuntimeTypes.COLUMN));
    text.line("private static final " + list + " COLUMNS =")
        .continued(imports.name(RuntimeTypes.COLUMNS) + ".of(")
        .continued("    \"\"\"");
    for (ColumnModel column : record.columns()) {
      String words =
          column.name().value() + " " + column.kind() + (column.isNullable() ? " null" : "");
      text.continued("    " + JavaText.escaped(words));
    }
    text.continued("    \"\"\");").line("");
    override().open("public " + list + " columns()").line("return COLUMNS;").close();
  }

  private void addCheck(RecordModel record, String type) {
    JavaText body = text.block();
    CheckCode code = new CheckCode(record, new CodecCode(body, imports, names));
    record.columns().forEach(code::add);
    String failure = body.isEmpty() ? "" : " throws " + imports.name(RuntimeTypes.UNFIT_RECORD);
    text.line("");
    override();
    String head = "public void check(" + type + " record)" + failure;
    if (body.isEmpty()) {
      text.line(head + " {}");
    } else {
      text.open(head).add(body).close();
    }
  }

  private void addWrite(RecordModel record, String type) {
    text.line("");
    override()
        .open(
            "public void write("
                + type
                + " record, "
                + imports.name(RuntimeTypes.RECORD_WRITER)
                + " out)");
    WriteCode code = new WriteCode(record, new CodecCode(text, imports, names));
    record.columns().forEach(code::add);
    text.close();
  }

  private JavaText override() {
    return text.line("@" + imports.name(ClassName.of(Override.class)));
  }
}
