package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** The values of one annotation, each with its place. */
final class AnnotationReader {
  private static final String ERRONEOUS = "<error>";

  private final Elements elements;
  private final Position position;
  private final AnnotationMirror mirror;

  private AnnotationReader(Elements elements, Position position, AnnotationMirror mirror) {
    this.elements = elements;
    this.position = position;
    this.mirror = mirror;
  }

  /** The annotation of this qualified name on an element, or nothing. */
  static Optional<AnnotationReader> of(Elements elements, Element element, String annotation) {
    return mirror(element, annotation)
        .map(mirror -> new AnnotationReader(elements, Position.of(element, mirror), mirror));
  }

  /** The annotation of this qualified name on a type as it is used by an element. */
  static Optional<AnnotationReader> ofUse(
      Elements elements, Element user, AnnotatedConstruct use, String annotation) {
    // A place inside a type cannot be printed at, so the element is the place.
    return mirror(use, annotation)
        .map(mirror -> new AnnotationReader(elements, Position.of(user), mirror));
  }

  private static Optional<AnnotationMirror> mirror(
      AnnotatedConstruct construct, String annotation) {
    for (AnnotationMirror mirror : construct.getAnnotationMirrors()) {
      if (qualifiedName(mirror).equals(annotation)) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  static String qualifiedName(AnnotationMirror mirror) {
    return ((TypeElement) mirror.getAnnotationType().asElement()).getQualifiedName().toString();
  }

  /** Where the annotation stands. */
  Position position() {
    return position;
  }

  /** Whether the author wrote this member, as opposed to leaving its default. */
  boolean isWritten(String member) {
    return written(member).isPresent();
  }

  /** Whether every value that the author wrote exists. */
  boolean isReadable() {
    return mirror.getElementValues().values().stream().allMatch(AnnotationReader::isReadable);
  }

  Located<String> string(String member) {
    return located(member, "", value -> value.getValue() instanceof String text ? text : "");
  }

  Located<Double> number(String member) {
    return located(
        member,
        0.0,
        value -> value.getValue() instanceof Number number ? number.doubleValue() : 0.0);
  }

  boolean flag(String member) {
    return located(member, false, value -> Boolean.TRUE.equals(value.getValue())).value();
  }

  /** The name of an enum constant. */
  Located<String> constant(String member) {
    return located(
        member,
        "",
        value ->
            value.getValue() instanceof VariableElement constant
                ? constant.getSimpleName().toString()
                : "");
  }

  List<Located<String>> strings(String member) {
    boolean isWritten = isWritten(member); // asked once: to answer copies what an array holds
    List<Located<String>> strings = new ArrayList<>();
    for (AnnotationValue element : elements(member)) {
      if (isReadable(element) && element.getValue() instanceof String text) {
        strings.add(new Located<>(text, isWritten ? position.at(element) : position));
      }
    }
    return List.copyOf(strings);
  }

  List<Located<TypeMirror>> types(String member) {
    boolean isWritten = isWritten(member);
    List<Located<TypeMirror>> types = new ArrayList<>();
    for (AnnotationValue element : elements(member)) {
      if (element.getValue() instanceof TypeMirror type) {
        types.add(new Located<>(type, isWritten ? position.at(element) : position));
      }
    }
    return List.copyOf(types);
  }

  /** Where a member is written, or the annotation. */
  Position placeOf(String member) {
    return written(member).map(position::at).orElse(position);
  }

  /** How many elements an array member has, those that do not exist included. */
  int count(String member) {
    return elements(member).size();
  }

  /** An annotation inside this one. */
  Optional<AnnotationReader> nested(String member) {
    return value(member)
        .map(AnnotationValue::getValue)
        .filter(AnnotationMirror.class::isInstance)
        .map(AnnotationMirror.class::cast)
        .map(
            nested ->
                new AnnotationReader(elements, Position.of(position.element(), nested), nested));
  }

  private List<? extends AnnotationValue> elements(String member) {
    return value(member)
        .map(AnnotationValue::getValue)
        .filter(List.class::isInstance)
        .map(AnnotationReader::asValues)
        .orElse(List.of());
  }

  @SuppressWarnings("unchecked") // an array member is a list of values, by its contract
  private static List<? extends AnnotationValue> asValues(Object value) {
    return (List<? extends AnnotationValue>) value;
  }

  private <T> Located<T> located(String member, T missing, ValueReader<T> reader) {
    T read = value(member).map(reader::read).orElse(missing);
    return new Located<>(read, placeOf(member));
  }

  private Optional<AnnotationValue> written(String member) {
    return find(mirror.getElementValues(), member);
  }

  private Optional<AnnotationValue> value(String member) {
    return written(member).or(() -> find(elements.getElementValuesWithDefaults(mirror), member));
  }

  private static Optional<AnnotationValue> find(
      Map<? extends ExecutableElement, ? extends AnnotationValue> values, String member) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        values.entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(member)) {
        AnnotationValue value =
            isReadable(entry.getValue()) ? entry.getValue() : entry.getKey().getDefaultValue();
        return Optional.ofNullable(value);
      }
    }
    return Optional.empty();
  }

  /** What stands for a value that does not exist looks like a text, but without its quotes. */
  private static boolean isReadable(AnnotationValue value) {
    return !(ERRONEOUS.equals(value.getValue()) && ERRONEOUS.equals(value.toString()));
  }

  private interface ValueReader<T> {
    T read(AnnotationValue value);
  }
}
