package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** A file with one generated class, under construction: what it imports, its head, its body. */
final class ClassText {
  private static final int LINE_MAX = 98;

  private static final ClassName GENERATED =
      new ClassName("javax.annotation.processing", "Generated");

  /** Who generates: no date and no version, because the same input must give the same bytes. */
  private static final String MARK = "(\"dev.durableingest.processor.DurableIngestProcessor\")";

  private final String packageName;
  private final String simpleName;
  private final boolean marksGenerated;
  private final Imports imports;
  private final JavaText body = new JavaText();

  /**
   * @param source whose package the class is in
   * @param simpleName of the class
   * @param marksGenerated whether the module that is compiled can see {@code @Generated}
   */
  ClassText(SourceModel source, String simpleName, boolean marksGenerated) {
    this.packageName = source.packageName();
    this.simpleName = simpleName;
    this.marksGenerated = marksGenerated;
    this.imports = new Imports(packageName, source.neighbours());
    imports.reserve(simpleName);
  }

  Imports imports() {
    return imports;
  }

  String simpleName() {
    return simpleName;
  }

  /** The type as this file writes it. */
  String name(TypeName type) {
    return imports.name(type);
  }

  /** Where the body goes. */
  JavaText body() {
    return body;
  }

  /** Opens the class, which nobody can make an instance of. */
  void open(String doc, String modifiers) {
    body.line("/** " + doc + " */");
    if (marksGenerated) {
      body.line("@" + name(GENERATED) + MARK);
    }
    body.open(modifiers + " class " + simpleName);
  }

  /** The constructor that nobody can call. */
  void addConstructor() {
    body.line("private " + simpleName + "() {}");
  }

  /** Opens a method; long lists of parameters get a line of their own. */
  JavaText openMethod(String head, List<String> parameters) {
    String joined = String.join(", ", parameters) + ")";
    boolean isLong = head.length() + joined.length() + 1 > LINE_MAX - "  {".length();
    return body.open(head + (isLong ? "(\n    " : "(") + joined);
  }

  /** Closes the class and returns the whole file. */
  String close() {
    body.close();
    String head = packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
    return head + imports.statements() + "\n" + body;
  }
}
