package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.OptionType.Form;
import dev.durableingest.processor.model.OptionType.Kind;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads which values a component of a config record can take. */
final class OptionTypes {
  private static final Map<TypeKind, Kind> PRIMITIVES =
      Map.of(
          TypeKind.BOOLEAN, Kind.BOOLEAN,
          TypeKind.INT, Kind.INT,
          TypeKind.LONG, Kind.LONG,
          TypeKind.DOUBLE, Kind.DOUBLE);

  private static final Map<String, Kind> REFERENCES =
      Map.of(
          "java.lang.String", Kind.STRING,
          "java.lang.Boolean", Kind.BOOLEAN,
          "java.lang.Integer", Kind.INT,
          "java.lang.Long", Kind.LONG,
          "java.lang.Double", Kind.DOUBLE,
          "java.time.Duration", Kind.DURATION,
          "java.net.URI", Kind.URI,
          "java.nio.file.Path", Kind.PATH);

  private OptionTypes() {}

  static OptionType of(RecordComponentElement component, Nullness nullness) {
    TypeMirror type = component.asType();
    boolean isNullable = nullness.isNullable(component);
    if (type.getKind().isPrimitive()) {
      Kind kind = PRIMITIVES.getOrDefault(type.getKind(), Kind.UNREADABLE);
      return new OptionType(kind, Form.PRIMITIVE, null, List.of(), TypeReader.text(type));
    }
    if (TypeReader.isDeclared(type, "java.util.List")) {
      return wrapped(type, Form.LIST);
    }
    if (TypeReader.isDeclared(type, "java.util.Optional")) {
      return wrapped(type, Form.OPTIONAL);
    }
    return single(type, isNullable ? Form.NULLABLE : Form.REFERENCE, type);
  }

  private static OptionType wrapped(TypeMirror type, Form form) {
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    return arguments.size() == 1
        ? single(arguments.get(0), form, type)
        : new OptionType(Kind.UNREADABLE, form, null, List.of(), TypeReader.text(type));
  }

  private static OptionType single(TypeMirror type, Form form, TypeMirror whole) {
    if (type.getKind() == TypeKind.ERROR) {
      return new OptionType(Kind.UNRESOLVED, form, null, List.of(), TypeReader.text(type));
    }
    String text = TypeReader.text(whole);
    if (type.getKind() != TypeKind.DECLARED) {
      return new OptionType(Kind.UNREADABLE, form, null, List.of(), text);
    }
    TypeElement element = TypeReader.element((DeclaredType) type);
    if (element.getKind() == ElementKind.ENUM) {
      return new OptionType(Kind.ENUM, form, element, Enums.constants(element), text);
    }
    Kind kind = REFERENCES.getOrDefault(element.getQualifiedName().toString(), Kind.UNREADABLE);
    return new OptionType(kind, form, null, List.of(), text);
  }
}
