package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.ColumnModel.Presence;
import dev.durableingest.processor.model.DecimalModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads records as rows. Every record is read once per source, however many resources write it. */
final class RecordScanner {
  private final Elements elements;
  private final Nullness nullness;
  private final ColumnKindReader kinds;
  private final Map<String, RecordModel> scanned = new HashMap<>();
  private final Set<String> beingScanned = new HashSet<>();

  RecordScanner(Elements elements, Nullness nullness, String sourcePackage) {
    this.elements = elements;
    this.nullness = nullness;
    this.kinds = new ColumnKindReader(this, elements, sourcePackage);
  }

  RecordModel scan(TypeElement record) {
    String name = record.getQualifiedName().toString();
    RecordModel known = scanned.get(name);
    if (known == null) {
      beingScanned.add(name);
      List<ColumnModel> columns = new ArrayList<>();
      Components.fields(record).forEach((one, field) -> columns.add(column(one, field)));
      known = new RecordModel(record, List.copyOf(columns));
      beingScanned.remove(name);
      scanned.put(name, known);
    }
    return known;
  }

  /** Whether a record contains what is being read now. */
  boolean isBeingScanned(TypeElement record) {
    return beingScanned.contains(record.getQualifiedName().toString());
  }

  private ColumnModel column(RecordComponentElement component, Element field) {
    TypeMirror type = component.asType();
    Presence presence = presence(component);
    boolean isJson = AnnotationReader.of(elements, field, Names.JSON).isPresent();
    Optional<DecimalModel> decimal =
        AnnotationReader.of(elements, field, Names.DECIMAL).map(RecordScanner::decimal);
    ColumnKindReader.Use use = new ColumnKindReader.Use(component, type, isJson, decimal);
    ColumnKind kind =
        presence == Presence.OPTIONAL ? kinds.readPart(use.of(optionalOf(type))) : kinds.read(use);
    return new ColumnModel(
        component.getSimpleName().toString(),
        name(field),
        kind,
        presence,
        nullness.isNullable(component),
        isJson,
        decimal,
        Position.of(field));
  }

  private Located<String> name(Element field) {
    return AnnotationReader.of(elements, field, Names.COLUMN)
        .map(annotation -> annotation.string("name"))
        .filter(name -> name.at().value() != null) // else the compiler says that there is none
        .orElseGet(
            () ->
                new Located<>(
                    CaseStyle.snake(field.getSimpleName().toString()), Position.of(field)));
  }

  static DecimalModel decimal(AnnotationReader annotation) {
    if (!annotation.isReadable()) {
      return new DecimalModel(1, 0, annotation.position()); // the compiler says what is wrong
    }
    return new DecimalModel(
        annotation.number("precision").value().intValue(),
        annotation.number("scale").value().intValue(),
        annotation.position());
  }

  private Presence presence(RecordComponentElement component) {
    TypeMirror type = component.asType();
    if (type.getKind().isPrimitive()) {
      return Presence.PRIMITIVE;
    }
    if (TypeReader.isDeclared(type, "java.util.Optional")
        && !((DeclaredType) type).getTypeArguments().isEmpty()) {
      return Presence.OPTIONAL;
    }
    return nullness.isNullable(component) ? Presence.NULLABLE : Presence.REQUIRED;
  }

  private static TypeMirror optionalOf(TypeMirror type) {
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    return arguments.get(0);
  }
}
