package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnKind.DecimalKind;
import dev.durableingest.processor.model.ColumnKind.EnumKind;
import dev.durableingest.processor.model.ColumnKind.InvisibleKind;
import dev.durableingest.processor.model.ColumnKind.ListKind;
import dev.durableingest.processor.model.ColumnKind.MapKind;
import dev.durableingest.processor.model.ColumnKind.ScalarKind;
import dev.durableingest.processor.model.ColumnKind.StrayDecimalKind;
import dev.durableingest.processor.model.ColumnKind.StructKind;
import dev.durableingest.processor.model.ColumnKind.UnresolvedKind;
import dev.durableingest.processor.model.ColumnKind.UnsizedDecimalKind;
import dev.durableingest.processor.model.ColumnKind.UnsupportedKind;
import dev.durableingest.processor.model.DecimalModel;
import dev.durableingest.processor.model.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads what a component, or a part of its type, holds. */
final class ColumnKindReader {
  private static final Map<TypeKind, ScalarType> PRIMITIVES =
      Map.of(
          TypeKind.BOOLEAN, ScalarType.BOOLEAN,
          TypeKind.BYTE, ScalarType.INT8,
          TypeKind.SHORT, ScalarType.INT16,
          TypeKind.INT, ScalarType.INT32,
          TypeKind.LONG, ScalarType.INT64,
          TypeKind.FLOAT, ScalarType.FLOAT32,
          TypeKind.DOUBLE, ScalarType.FLOAT64);

  private static final Map<String, ScalarType> REFERENCES =
      Map.ofEntries(
          Map.entry("java.lang.String", ScalarType.STRING),
          Map.entry("java.lang.Boolean", ScalarType.BOOLEAN),
          Map.entry("java.lang.Byte", ScalarType.INT8),
          Map.entry("java.lang.Short", ScalarType.INT16),
          Map.entry("java.lang.Integer", ScalarType.INT32),
          Map.entry("java.lang.Long", ScalarType.INT64),
          Map.entry("java.lang.Float", ScalarType.FLOAT32),
          Map.entry("java.lang.Double", ScalarType.FLOAT64),
          Map.entry("java.time.Instant", ScalarType.TIMESTAMP),
          Map.entry("java.time.LocalDate", ScalarType.DATE),
          Map.entry("java.util.UUID", ScalarType.UUID));

  private final RecordScanner records;
  private final Elements elements;
  private final String sourcePackage;

  ColumnKindReader(RecordScanner records, Elements elements, String sourcePackage) {
    this.records = records;
    this.elements = elements;
    this.sourcePackage = sourcePackage;
  }

  /**
   * A type as a component uses it.
   *
   * @param component the component
   * @param type its type or a part of it
   * @param isJson whether the component carries {@code @Json}
   * @param decimal the {@code @Decimal} of the component
   */
  record Use(
      RecordComponentElement component,
      TypeMirror type,
      boolean isJson,
      Optional<DecimalModel> decimal) {

    Use of(TypeMirror part) {
      return new Use(component, part, isJson, decimal);
    }
  }

  ColumnKind read(Use use) {
    TypeMirror type = use.type();
    ScalarType primitive = PRIMITIVES.get(type.getKind());
    if (primitive != null) {
      return new ScalarKind(primitive);
    }
    return switch (type.getKind()) {
      case ERROR -> new UnresolvedKind(TypeReader.text(type));
      case ARRAY -> array((ArrayType) type);
      case DECLARED -> declared(use, (DeclaredType) type);
      default -> new UnsupportedKind(TypeReader.text(type), ColumnAdvice.forType(type));
    };
  }

  private static ColumnKind array(ArrayType type) {
    return type.getComponentType().getKind() == TypeKind.BYTE
        ? new ScalarKind(ScalarType.BYTES)
        : new UnsupportedKind(TypeReader.text(type), ColumnAdvice.forType(type));
  }

  private ColumnKind declared(Use use, DeclaredType type) {
    String name = TypeReader.qualifiedName(type);
    ScalarType scalar = REFERENCES.get(name);
    if (scalar != null) {
      boolean isJson = use.isJson() && scalar == ScalarType.STRING;
      return new ScalarKind(isJson ? ScalarType.JSON : scalar);
    }
    return switch (name) {
      case "java.math.BigDecimal" -> decimal(use);
      case "java.util.List" -> list(use, type);
      case "java.util.Map" -> map(use, type);
      default -> userType(type);
    };
  }

  private ColumnKind decimal(Use use) {
    return decimalOf(use)
        .map(RecordScanner::decimal)
        .or(use::decimal)
        .<ColumnKind>map(decimal -> new DecimalKind(decimal.precision(), decimal.scale()))
        .orElseGet(UnsizedDecimalKind::new);
  }

  private Optional<AnnotationReader> decimalOf(Use use) {
    return AnnotationReader.ofUse(elements, use.component(), use.type(), Names.DECIMAL);
  }

  private ColumnKind list(Use use, DeclaredType type) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    return arguments.size() == 1 ? new ListKind(part(use, arguments.get(0))) : raw(type);
  }

  private ColumnKind map(Use use, DeclaredType type) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (arguments.size() != 2) {
      return raw(type);
    }
    ColumnKind key = part(use, arguments.get(0));
    boolean isBytes = key instanceof ScalarKind scalar && scalar.type() == ScalarType.BYTES;
    if (isBytes || key instanceof ListKind || key instanceof MapKind || key instanceof StructKind) {
      key = new UnsupportedKind(TypeReader.text(type), "Keys of a map are scalars: use String.");
    }
    return new MapKind(key, part(use, arguments.get(1)));
  }

  private ColumnKind part(Use use, TypeMirror type) {
    if (Nullness.saysNullable(type) || TypeReader.isDeclared(type, "java.util.Optional")) {
      return new UnsupportedKind(
          TypeReader.text(use.type()),
          "Elements of lists and maps are never null: leave absent ones out.");
    }
    return readPart(use.of(type));
  }

  /** Reads a part of a type, which may carry annotations of its own. */
  ColumnKind readPart(Use use) {
    return use.type().getKind() != TypeKind.ERROR
            && !TypeReader.isDeclared(use.type(), "java.math.BigDecimal")
            && decimalOf(use).isPresent()
        ? new StrayDecimalKind()
        : read(use);
  }

  private static ColumnKind raw(DeclaredType type) {
    return new UnsupportedKind(TypeReader.text(type), "Say what it holds, as in List<String>.");
  }

  private ColumnKind userType(DeclaredType type) {
    TypeElement element = TypeReader.element(type);
    return switch (element.getKind()) {
      case ENUM -> enumeration(type, Enums.constants(element));
      case RECORD -> nested(type, element);
      default -> new UnsupportedKind(TypeReader.text(type), ColumnAdvice.forType(type));
    };
  }

  private ColumnKind enumeration(DeclaredType type, List<String> constants) {
    if (constants.isEmpty()) {
      return new UnsupportedKind(TypeReader.text(type), "Give the enum a constant.");
    }
    return TypeReader.isVisible(type, sourcePackage)
        ? new EnumKind(TypeReader.element(type), constants)
        : new InvisibleKind(TypeReader.text(type));
  }

  private ColumnKind nested(DeclaredType type, TypeElement record) {
    if (!record.getTypeParameters().isEmpty()) {
      return new UnsupportedKind(TypeReader.text(type), "Use a record without type parameters.");
    }
    if (!TypeReader.isVisible(type, sourcePackage)) {
      return new InvisibleKind(TypeReader.text(type));
    }
    return records.isBeingScanned(record)
        ? new UnsupportedKind(
            TypeReader.text(type), "A record cannot contain itself: use String with @Json.")
        : new StructKind(records.scan(record));
  }
}
