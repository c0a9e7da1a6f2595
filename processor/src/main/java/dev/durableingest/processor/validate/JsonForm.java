package dev.durableingest.processor.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Whether a value of a type can be written as JSON and read back as the same type. */
final class JsonForm {
  private static final Set<String> SCALARS =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.util.UUID",
          "java.net.URI",
          "java.time.Instant",
          "java.time.LocalDate");

  private static final Set<String> COLLECTIONS =
      Set.of(
          "java.util.Collection",
          "java.util.List",
          "java.util.Set",
          "java.util.SortedSet",
          "java.util.Map",
          "java.util.SortedMap",
          "java.util.Optional",
          "java.lang.CharSequence");

  private static final Set<String> MAPS = Set.of("java.util.Map", "java.util.SortedMap");

  private final Set<String> seen = new HashSet<>();

  private JsonForm() {}

  /** Why a payload could not be read back; empty when it can. */
  static Optional<String> ofPayload(TypeMirror type) {
    if (type.getKind() == TypeKind.ARRAY) {
      return ((ArrayType) type).getComponentType().getKind() == TypeKind.BYTE
          ? Optional.empty()
          : Optional.of("it is an array");
    }
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.of("it is a primitive");
    }
    TypeElement element = element(type);
    return name(element).equals("java.lang.String")
        ? Optional.empty()
        : new JsonForm().ofRecordOrSealed(element);
  }

  /** Why a cursor could not be read back; empty when it can. */
  static Optional<String> ofCursor(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.of("it is no record");
    }
    TypeElement element = element(type);
    boolean isScalar = SCALARS.contains(name(element)) || element.getKind() == ElementKind.ENUM;
    return isScalar ? Optional.empty() : new JsonForm().ofRecordOrSealed(element);
  }

  private Optional<String> ofRecordOrSealed(TypeElement element) {
    if (element.getKind() == ElementKind.RECORD) {
      return ofRecord(element);
    }
    if (element.getModifiers().contains(Modifier.SEALED)) {
      return ofSealed(element);
    }
    return Optional.of(
        element.getKind().isInterface() ? "it is an open interface" : "it is no record");
  }

  private Optional<String> ofRecord(TypeElement record) {
    if (!seen.add(name(record))) {
      return Optional.empty();
    }
    for (RecordComponentElement component : record.getRecordComponents()) {
      Optional<String> why = ofPart(component.asType());
      if (why.isPresent()) {
        return Optional.of(
            "its component " + component.getSimpleName() + " cannot, because " + why.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> ofSealed(TypeElement type) {
    return hasDiscriminator(type)
        ? Optional.empty()
        : Optional.of("it says nowhere how its cases are told apart; add @JsonTypeInfo");
  }

  private Optional<String> ofPart(TypeMirror type) {
    if (type.getKind() == TypeKind.ARRAY) {
      return ofPart(((ArrayType) type).getComponentType());
    }
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty(); // a primitive, or a type that the compiler reports
    }
    TypeElement element = element(type);
    Optional<String> badKey = ofKey(element, (DeclaredType) type);
    if (badKey.isPresent()) {
      return badKey;
    }
    if (COLLECTIONS.contains(name(element))) {
      return ((DeclaredType) type)
          .getTypeArguments().stream().map(this::ofPart).flatMap(Optional::stream).findFirst();
    }
    if (element.getKind() == ElementKind.RECORD) {
      return ofRecord(element);
    }
    return isOpen(element) ? Optional.of(element.getSimpleName() + " is open") : Optional.empty();
  }

  /** The names in a JSON object are text, of which a value without parts can be read. */
  private static Optional<String> ofKey(TypeElement element, DeclaredType type) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (!MAPS.contains(name(element)) || arguments.size() != 2) {
      return Optional.empty();
    }
    TypeMirror key = arguments.get(0);
    boolean isText =
        key.getKind() != TypeKind.DECLARED
            || SCALARS.contains(name(element(key)))
            || element(key).getKind() == ElementKind.ENUM;
    return isText
        ? Optional.empty()
        : Optional.of("the keys of its map are " + element(key).getSimpleName() + ", not text");
  }

  /** Whether reading it back would have to guess a class. Concrete classes are left to Jackson. */
  private static boolean isOpen(TypeElement element) {
    boolean isAbstract =
        element.getKind().isInterface()
            || (element.getKind() == ElementKind.CLASS
                && element.getModifiers().contains(Modifier.ABSTRACT));
    boolean isJson = name(element).startsWith("tools.jackson.");
    return name(element).equals("java.lang.Object")
        || (isAbstract && !isJson && !hasDiscriminator(element));
  }

  private static boolean hasDiscriminator(Element element) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> mirror.getAnnotationType().asElement().getSimpleName())
        .anyMatch(name -> name.contentEquals("JsonTypeInfo"));
  }

  private static TypeElement element(TypeMirror type) {
    return (TypeElement) ((DeclaredType) type).asElement();
  }

  private static String name(TypeElement element) {
    return element.getQualifiedName().toString();
  }
}
