package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.StrayAnnotation;
import dev.durableingest.processor.model.TypeArgument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Finds annotations on components that mean nothing for what a source does with the record: those
 * of an option are read on its config, those of a column on what its resources write.
 */
final class StrayAnnotations {
  private static final Set<String> ON_OPTIONS = Set.of(Names.CONFIG_PROPERTY);
  private static final Set<String> ON_COLUMNS = Set.of(Names.COLUMN, Names.DECIMAL, Names.JSON);

  private final Elements elements;
  private final Map<String, Use> uses = new LinkedHashMap<>();

  StrayAnnotations(Elements elements) {
    this.elements = elements;
  }

  /** What a record is for, and which annotations are read on it. */
  private record Use(TypeElement record, String text, Set<String> read) {}

  void addConfig(ConfigModel config, TypeElement source) {
    if (config.record() != null) {
      add(config.record(), "the config of " + source.getSimpleName(), ON_OPTIONS);
    }
  }

  void addTypesOf(ResourceModel resource) {
    RecordModel columns = resource.types().columns();
    if (columns != null) {
      Map<String, RecordModel> written = new LinkedHashMap<>();
      columns.addTo(written);
      String text = "written by " + resource.simpleName();
      written.values().forEach(record -> add(record.type(), text, ON_COLUMNS));
    }
    for (TypeArgument kept : List.of(resource.types().payload(), resource.types().cursor())) {
      if (kept.mirror() != null) {
        String text = "in the " + kept.role() + " of " + resource.simpleName();
        addKept(kept.mirror(), text, new HashSet<>());
      }
    }
  }

  private void addKept(TypeMirror type, String text, Set<String> seen) {
    if (type.getKind() == TypeKind.DECLARED) {
      TypeElement element = TypeReader.element((DeclaredType) type);
      if (element.getKind() == ElementKind.RECORD && seen.add(nameOf(element))) {
        add(element, text, Set.of());
        for (RecordComponentElement component : element.getRecordComponents()) {
          addKept(component.asType(), text, seen);
        }
      }
      ((DeclaredType) type).getTypeArguments().forEach(part -> addKept(part, text, seen));
    }
  }

  /** A record that is used in two ways may carry the annotations of both. */
  private void add(TypeElement record, String text, Set<String> read) {
    uses.merge(
        nameOf(record),
        new Use(record, text, read),
        (first, second) -> {
          Set<String> both = new HashSet<>(first.read());
          both.addAll(second.read());
          return new Use(record, first.text(), both);
        });
  }

  /** What stands on records that are used otherwise. */
  List<StrayAnnotation> found() {
    List<StrayAnnotation> stray = new ArrayList<>();
    for (Use use : uses.values()) {
      List<Element> fields = describedFields(use.record());
      for (String annotation : Names.ON_COMPONENTS) {
        if (!use.read().contains(annotation)) {
          stray.addAll(on(fields, annotation, use));
        }
      }
    }
    return stray;
  }

  /**
   * The first option of every record beside the source that looks like a config, and is used for
   * nothing.
   */
  List<StrayAnnotation> unused(Set<? extends Element> roots, String packageName) {
    List<StrayAnnotation> unused = new ArrayList<>();
    for (Element root : roots) {
      if (root.getKind() == ElementKind.RECORD
          && root instanceof TypeElement record
          && !uses.containsKey(nameOf(record))
          && TypeReader.packageOf(record).equals(packageName)) {
        Use none = new Use(record, "", Set.of());
        on(describedFields(record), Names.CONFIG_PROPERTY, none).stream()
            .findFirst()
            .ifPresent(unused::add);
      }
    }
    return unused;
  }

  /** The fields that carry an annotation, or whose type has parts that may carry one. */
  private static List<Element> describedFields(TypeElement record) {
    return Components.fields(record).values().stream()
        .filter(field -> !field.getAnnotationMirrors().isEmpty() || hasParts(field.asType()))
        .toList();
  }

  private static boolean hasParts(TypeMirror type) {
    return type instanceof DeclaredType declared && !declared.getTypeArguments().isEmpty();
  }

  private List<StrayAnnotation> on(List<Element> fields, String annotation, Use use) {
    return fields.stream()
        .map(
            field ->
                AnnotationReader.of(elements, field, annotation)
                    .or(() -> within(field, field.asType(), annotation))
                    .map(
                        reader ->
                            new StrayAnnotation(
                                annotation.substring(annotation.lastIndexOf('.') + 1),
                                field.getSimpleName().toString(),
                                use.record().getSimpleName().toString(),
                                use.text(),
                                reader.position())))
        .flatMap(Optional::stream)
        .toList();
  }

  /** An annotation on a part of a type. */
  private Optional<AnnotationReader> within(Element field, TypeMirror type, String annotation) {
    if (!(type instanceof DeclaredType declared)) {
      return Optional.empty();
    }
    return declared.getTypeArguments().stream()
        .map(
            part ->
                AnnotationReader.ofUse(elements, field, part, annotation)
                    .or(() -> within(field, part, annotation)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String nameOf(TypeElement type) {
    return type.getQualifiedName().toString();
  }
}
