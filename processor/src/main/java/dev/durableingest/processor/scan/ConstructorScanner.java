package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.ConstructorModel;
import dev.durableingest.processor.model.ConstructorModel.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Finds the constructor that generated code calls: with the config first, else without. */
final class ConstructorScanner {
  private final Types types;
  private final TypeReader typeReader;

  ConstructorScanner(Types types) {
    this.types = types;
    this.typeReader = new TypeReader(types);
  }

  /** The constructor of a source; its place is the parameter that takes the config. */
  ConstructorModel ofSource(TypeElement source) {
    List<ExecutableElement> usable = publicConstructors(source);
    List<VariableElement> single =
        usable.stream()
            .filter(constructor -> constructor.getParameters().size() == 1)
            .<VariableElement>map(constructor -> constructor.getParameters().get(0))
            .toList();
    List<VariableElement> records =
        single.stream().filter(parameter -> isRecord(parameter.asType())).toList();
    if (records.size() > 1) {
      return ambiguous(records.get(0), records.get(1));
    }
    Optional<VariableElement> config = records.stream().findFirst();
    if (config.isEmpty() && withoutArguments(usable).isEmpty()) {
      config = single.stream().findFirst();
    }
    if (config.isPresent()) {
      VariableElement parameter = config.get();
      return usable(Kind.CONFIG, constructorOf(parameter, usable), Position.of(parameter));
    }
    return withoutArguments(usable)
        .map(constructor -> usable(Kind.NO_ARGUMENTS, constructor, Position.of(source)))
        .orElseGet(() -> unusable(source));
  }

  private static ConstructorModel ambiguous(VariableElement first, VariableElement second) {
    String fact =
        "two of them take a record, "
            + TypeReader.text(first.asType())
            + " and "
            + TypeReader.text(second.asType())
            + ", and only one is the config";
    return new ConstructorModel(Kind.UNUSABLE, fact, Position.of(second));
  }

  /** The constructor of a resource, whose source has this config. */
  ConstructorModel ofResource(TypeElement resource, Optional<ConfigModel> config) {
    List<ExecutableElement> usable = publicConstructors(resource);
    boolean isClass =
        resource.getKind() == ElementKind.CLASS || resource.getKind() == ElementKind.RECORD;
    if (!isClass || resource.getModifiers().contains(Modifier.ABSTRACT)) {
      String fact = isClass ? "it is abstract" : "it is no class";
      return new ConstructorModel(Kind.UNUSABLE, fact, Position.of(resource));
    }
    if (!resource.getTypeParameters().isEmpty()) {
      return new ConstructorModel(Kind.UNUSABLE, "it has type parameters", Position.of(resource));
    }
    Position at = Position.of(resource);
    return config
        .flatMap(one -> usable.stream().filter(constructor -> takes(constructor, one)).findFirst())
        .map(constructor -> usable(Kind.CONFIG, constructor, at))
        .or(
            () ->
                withoutArguments(usable)
                    .map(constructor -> usable(Kind.NO_ARGUMENTS, constructor, at)))
        .orElseGet(() -> unusable(resource));
  }

  private boolean takes(ExecutableElement constructor, ConfigModel config) {
    return constructor.getParameters().size() == 1
        && types.isSameType(constructor.getParameters().get(0).asType(), config.mirror());
  }

  private static ExecutableElement constructorOf(
      VariableElement parameter, List<ExecutableElement> constructors) {
    return constructors.stream()
        .filter(constructor -> constructor.getParameters().contains(parameter))
        .findFirst()
        .orElseThrow();
  }

  /** Generated code could not handle an exception that it has to handle. */
  private ConstructorModel usable(Kind kind, ExecutableElement constructor, Position at) {
    return constructor.getThrownTypes().stream()
        .filter(this::isChecked)
        .findFirst()
        .map(
            thrown ->
                new ConstructorModel(
                    Kind.UNUSABLE,
                    "its constructor throws " + TypeReader.text(thrown) + ", which is checked",
                    Position.of(constructor)))
        .orElseGet(() -> new ConstructorModel(kind, "", at));
  }

  private boolean isChecked(TypeMirror thrown) {
    return thrown.getKind() == TypeKind.DECLARED
        && typeReader.supertype(thrown, "java.lang.RuntimeException").isEmpty()
        && typeReader.supertype(thrown, "java.lang.Error").isEmpty();
  }

  private static ConstructorModel unusable(TypeElement type) {
    List<ExecutableElement> all = ElementFilter.constructorsIn(type.getEnclosedElements());
    if (all.isEmpty()) {
      return new ConstructorModel(Kind.UNUSABLE, "it has none", Position.of(type));
    }
    ExecutableElement first = all.get(0);
    String parameters =
        first.getParameters().stream()
            .map(parameter -> TypeReader.text(parameter.asType()))
            .collect(Collectors.joining(", ", "(", ")"));
    String access = first.getModifiers().contains(Modifier.PUBLIC) ? "is " : "is not public: ";
    return new ConstructorModel(
        Kind.UNUSABLE,
        "its constructor " + access + type.getSimpleName() + parameters,
        Position.of(first));
  }

  /** Of a class that is not public, which has a rule of its own, every constructor counts. */
  private static List<ExecutableElement> publicConstructors(TypeElement type) {
    Set<Modifier> access =
        type.getModifiers().contains(Modifier.PUBLIC) ? Set.of(Modifier.PUBLIC) : Set.of();
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .filter(constructor -> constructor.getModifiers().containsAll(access))
        .toList();
  }

  private static Optional<ExecutableElement> withoutArguments(
      List<ExecutableElement> constructors) {
    return constructors.stream()
        .filter(constructor -> constructor.getParameters().isEmpty())
        .findFirst();
  }

  private static boolean isRecord(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR
        || (type.getKind() == TypeKind.DECLARED
            && ((DeclaredType) type).asElement().getKind() == ElementKind.RECORD);
  }
}
