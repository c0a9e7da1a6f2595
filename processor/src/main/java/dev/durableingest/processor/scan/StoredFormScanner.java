package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.StoredForm;
import dev.durableingest.processor.model.StoredForm.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Reads how a cursor is stored: its components, however deep, by the names that they have in JSON.
 */
public final class StoredFormScanner {
  private static final String JSON_PROPERTY = "com.fasterxml.jackson.annotation.JsonProperty";

  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("java.lang.String", "string"),
          Map.entry("java.lang.Boolean", "boolean"),
          Map.entry("java.lang.Byte", "int8"),
          Map.entry("java.lang.Short", "int16"),
          Map.entry("java.lang.Integer", "int32"),
          Map.entry("java.lang.Long", "int64"),
          Map.entry("java.lang.Float", "float32"),
          Map.entry("java.lang.Double", "float64"),
          Map.entry("java.math.BigInteger", "integer"),
          Map.entry("java.math.BigDecimal", "decimal"),
          Map.entry("java.time.Instant", "timestamp"),
          Map.entry("java.time.LocalDate", "date"),
          Map.entry("java.util.UUID", "uuid"),
          Map.entry("java.net.URI", "uri"));

  private static final Map<TypeKind, String> PRIMITIVES =
      Map.of(
          TypeKind.BOOLEAN, "boolean",
          TypeKind.BYTE, "int8",
          TypeKind.SHORT, "int16",
          TypeKind.INT, "int32",
          TypeKind.LONG, "int64",
          TypeKind.FLOAT, "float32",
          TypeKind.DOUBLE, "float64");

  private static final Set<String> LISTS =
      Set.of("java.util.Collection", "java.util.List", "java.util.Set", "java.util.SortedSet");

  private static final Set<String> MAPS = Set.of("java.util.Map", "java.util.SortedMap");

  private final Elements elements;
  private final Nullness nullness;

  /**
   * @param environment the compiler's
   * @param roots the classes that are being compiled
   */
  public StoredFormScanner(ProcessingEnvironment environment, Set<? extends Element> roots) {
    this.elements = environment.getElementUtils();
    this.nullness =
        new Nullness(
            environment, roots.stream().map(Element::toString).collect(Collectors.toSet()));
  }

  /** The form of a cursor of this type, with the class that uses it as the place of the whole. */
  public StoredForm scan(TypeMirror cursor, Position user) {
    Walk walk = new Walk();
    walk.visit(new Place("", user, false), cursor);
    Part whole = walk.parts.remove("");
    return new StoredForm(whole == null ? "" : whole.type(), walk.parts);
  }

  /** Where in the form the walk is. */
  private record Place(String path, Position at, boolean isNullable) {

    Place below(String step) {
      return new Place(path + step, at, false);
    }
  }

  /** One walk through a type; a type that contains itself is entered once on each way down. */
  private final class Walk {
    private final SortedMap<String, Part> parts = new TreeMap<>();
    private final Set<String> entered = new HashSet<>();

    private void visit(Place place, TypeMirror type) {
      String primitive = PRIMITIVES.get(type.getKind());
      if (primitive != null) {
        put(place, primitive);
      } else if (type.getKind() == TypeKind.ARRAY) {
        visitArray(place, ((ArrayType) type).getComponentType());
      } else if (type.getKind() == TypeKind.DECLARED) {
        visitDeclared(place, (DeclaredType) type);
      } else {
        put(place, type.getKind().name().toLowerCase(Locale.ROOT));
      }
    }

    private void visitArray(Place place, TypeMirror element) {
      if (element.getKind() == TypeKind.BYTE) {
        put(place, "bytes");
      } else {
        put(place, "list");
        visit(place.below("[]"), element);
      }
    }

    private void visitDeclared(Place place, DeclaredType type) {
      String name = TypeReader.qualifiedName(type);
      List<? extends TypeMirror> arguments = type.getTypeArguments();
      if (LISTS.contains(name) && arguments.size() == 1) {
        put(place, "list");
        visit(place.below("[]"), arguments.get(0));
      } else if (MAPS.contains(name) && arguments.size() == 2) {
        put(place, "map");
        visit(place.below("{}"), arguments.get(1));
      } else if (name.equals("java.util.Optional") && arguments.size() == 1) {
        visit(new Place(place.path(), place.at(), true), arguments.get(0));
      } else if (SCALARS.containsKey(name)) {
        put(place, SCALARS.getOrDefault(name, name));
      } else {
        visitUserType(place, TypeReader.element(type), name);
      }
    }

    private void visitUserType(Place place, TypeElement element, String name) {
      boolean isSealed = element.getModifiers().contains(Modifier.SEALED);
      boolean isRecord = element.getKind() == ElementKind.RECORD;
      if (element.getKind() == ElementKind.ENUM) {
        put(place, "enum(" + String.join(", ", Enums.constants(element)) + ")");
      } else if (!(isSealed || isRecord) || !entered.add(name)) {
        put(place, name);
      } else if (isRecord) {
        put(place, "record");
        Components.fields(element).forEach((one, field) -> visitComponent(place, one, field));
        entered.remove(name);
      } else {
        put(place, "sealed");
        for (TypeMirror permitted : element.getPermittedSubclasses()) {
          String simpleName =
              TypeReader.element((DeclaredType) permitted).getSimpleName().toString();
          visit(place.below("<" + simpleName + ">"), permitted);
        }
        entered.remove(name);
      }
    }

    private void visitComponent(Place place, RecordComponentElement component, Element field) {
      String path = place.path().isEmpty() ? "" : place.path() + ".";
      visit(
          new Place(path + jsonName(field), Position.of(field), nullness.isNullable(component)),
          component.asType());
    }

    private String jsonName(Element field) {
      return AnnotationReader.of(elements, field, JSON_PROPERTY)
          .map(annotation -> annotation.string("value").value())
          .filter(name -> !name.isEmpty())
          .orElse(field.getSimpleName().toString());
    }

    private void put(Place place, String type) {
      parts.put(place.path(), new Part(type, place.isNullable(), place.at()));
    }
  }
}
