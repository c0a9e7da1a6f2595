package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Answers questions about types that the language model leaves to its users. */
final class TypeReader {
  private final Types types;

  TypeReader(Types types) {
    this.types = types;
  }

  /** A supertype of this qualified name, with the type arguments that the type gives it. */
  Optional<DeclaredType> supertype(TypeMirror type, String qualifiedName) {
    return supertype(type, qualifiedName, new HashSet<>());
  }

  private Optional<DeclaredType> supertype(TypeMirror type, String wanted, Set<String> seen) {
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    DeclaredType declared = (DeclaredType) type;
    String name = qualifiedName(declared);
    if (name.equals(wanted)) {
      return Optional.of(declared);
    }
    if (!seen.add(name)) {
      return Optional.empty();
    }
    return types.directSupertypes(type).stream()
        .map(supertype -> supertype(supertype, wanted, seen))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The supertype, however far up, that does not exist. The compiler reports that. */
  Optional<String> unresolvedSupertype(TypeMirror type) {
    return unresolvedSupertype(type, new HashSet<>());
  }

  private Optional<String> unresolvedSupertype(TypeMirror type, Set<String> seen) {
    if (type.getKind() == TypeKind.ERROR) {
      return Optional.of(text(type));
    }
    if (type.getKind() != TypeKind.DECLARED || !seen.add(qualifiedName((DeclaredType) type))) {
      return Optional.empty();
    }
    // Of the direct supertypes a compiler leaves out the interfaces that do not exist.
    TypeElement element = element((DeclaredType) type);
    return Stream.concat(Stream.of(element.getSuperclass()), element.getInterfaces().stream())
        .map(supertype -> unresolvedSupertype(supertype, seen))
        .flatMap(Optional::stream)
        .findFirst();
  }

  static String qualifiedName(DeclaredType type) {
    return element(type).getQualifiedName().toString();
  }

  static TypeElement element(DeclaredType type) {
    return (TypeElement) type.asElement();
  }

  static boolean isDeclared(TypeMirror type, String qualifiedName) {
    return type.getKind() == TypeKind.DECLARED
        && qualifiedName((DeclaredType) type).equals(qualifiedName);
  }

  /** Whether a type can be named in the code of a package. */
  static boolean isVisible(TypeMirror type, String fromPackage) {
    if (type.getKind() == TypeKind.ARRAY) {
      return isVisible(((ArrayType) type).getComponentType(), fromPackage);
    }
    return type.getKind() != TypeKind.DECLARED
        || isVisible(element((DeclaredType) type), fromPackage);
  }

  private static boolean isVisible(TypeElement type, String fromPackage) {
    boolean samePackage = packageOf(type).equals(fromPackage);
    Set<Modifier> modifiers = type.getModifiers();
    boolean isVisibleItself =
        !modifiers.contains(Modifier.PRIVATE)
            && (modifiers.contains(Modifier.PUBLIC) || samePackage);
    return isVisibleItself
        && (!(type.getEnclosingElement() instanceof TypeElement outer)
            || isVisible(outer, fromPackage));
  }

  static String outermostName(Element element) {
    return Position.outermost(element).toString();
  }

  static String packageOf(Element element) {
    Element around = Position.outermost(element).getEnclosingElement();
    return around instanceof PackageElement enclosing
        ? enclosing.getQualifiedName().toString()
        : "";
  }

  /** The type as a person writes it: simple names, type arguments, no annotations. */
  static String text(TypeMirror type) {
    return switch (type.getKind()) {
      case ARRAY -> text(((ArrayType) type).getComponentType()) + "[]";
      case DECLARED, ERROR -> text((DeclaredType) type);
      case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE ->
          type.getKind().name().toLowerCase(Locale.ROOT);
      default -> type.toString();
    };
  }

  private static String text(DeclaredType type) {
    String arguments =
        type.getTypeArguments().isEmpty()
            ? ""
            : type.getTypeArguments().stream()
                .map(TypeReader::text)
                .collect(Collectors.joining(", ", "<", ">"));
    return type.asElement().getSimpleName() + arguments;
  }
}
