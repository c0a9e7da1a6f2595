package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.ConstructorModel;
import dev.durableingest.processor.model.ListedResource;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ReconnectModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.SourceOptions;
import dev.durableingest.processor.model.SourceShape;
import dev.durableingest.processor.model.StrayAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Reads a source and everything that it lists. Of the members of a source only the parameters of
 * its constructors are looked at: its bodies, fields and signatures may use classes that are yet to
 * be generated.
 */
public final class SourceScanner {
  private final Elements elements;
  private final Types types;
  private final TypeReader typeReader;
  private final Literals literals;
  private final ArgumentPlaces places;
  private final Nullness nullness;
  private final UnresolvedAnnotations unresolved;
  private final Set<? extends Element> roots;

  /**
   * @param environment the compiler's
   * @param roots the classes that are being compiled
   */
  public SourceScanner(ProcessingEnvironment environment, Set<? extends Element> roots) {
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
    this.roots = roots;
    this.nullness =
        new Nullness(
            environment, roots.stream().map(Element::toString).collect(Collectors.toSet()));
    this.literals = Literals.of(environment);
    this.places = ArgumentPlaces.in(environment);
    this.typeReader = new TypeReader(types);
    this.unresolved = UnresolvedAnnotations.in(environment);
  }

  /** Reads a class that carries {@code @Source}. */
  public SourceModel scan(TypeElement type) {
    AnnotationReader annotation =
        AnnotationReader.of(elements, type, Names.SOURCE)
            .orElseThrow(() -> new IllegalArgumentException(type + " carries no @Source"));
    String packageName = TypeReader.packageOf(type);
    ConstructorScanner constructors = new ConstructorScanner(types);
    ConstructorModel constructor = constructors.ofSource(type);
    Optional<ConfigModel> config = config(constructor, annotation);
    ResourceScanner resourceScanner =
        new ResourceScanner(
            elements, unresolved, constructors, processorTypes(packageName), config);
    List<ListedResource> listed = listed(annotation, resourceScanner);
    return new SourceModel(
        type,
        packageName,
        shape(type),
        annotation.string("name"),
        listed,
        annotation.placeOf("resources"),
        reconnect(annotation),
        constructor,
        config,
        literals.read(type),
        neighbours(packageName),
        stray(type, listed, constructor, config),
        missing(type, annotation, listed, config));
  }

  private List<StrayAnnotation> stray(
      TypeElement source,
      List<ListedResource> listed,
      ConstructorModel constructor,
      Optional<ConfigModel> config) {
    StrayAnnotations stray = new StrayAnnotations(elements);
    config.ifPresent(one -> stray.addConfig(one, source));
    listed.stream()
        .map(ListedResource::resource)
        .filter(Objects::nonNull)
        .forEach(resource -> stray.addTypesOf(Objects.requireNonNull(resource)));
    List<StrayAnnotation> found = new ArrayList<>(stray.found());
    boolean isConfigKnown =
        source.getNestingKind() == NestingKind.TOP_LEVEL
            && constructor.kind() != ConstructorModel.Kind.UNUSABLE
            && config.map(one -> one.record() != null).orElse(true);
    if (isConfigKnown && isAloneInPackage(source)) {
      found.addAll(stray.unused(roots, TypeReader.packageOf(source)));
    }
    return found;
  }

  private boolean isAloneInPackage(TypeElement source) {
    return roots.stream()
            .filter(root -> TypeReader.packageOf(root).equals(TypeReader.packageOf(source)))
            .filter(root -> AnnotationReader.of(elements, root, Names.SOURCE).isPresent())
            .count()
        <= 1;
  }

  /** A class or a name that does not exist is no value that could be read. */
  private List<Located<String>> missing(
      TypeElement type,
      AnnotationReader annotation,
      List<ListedResource> listed,
      Optional<ConfigModel> config) {
    List<Located<String>> missing = new ArrayList<>(MissingTypes.in(listed, config));
    List<Located<TypeMirror>> classes = annotation.types("resources");
    classes.stream()
        .filter(entry -> entry.value().getKind() == TypeKind.ERROR)
        .forEach(entry -> missing.add(new Located<>(TypeReader.text(entry.value()), entry.at())));
    if (listed.size() < annotation.count("resources")) {
      missing.add(new Located<>("", annotation.placeOf("resources")));
    }
    if (annotation.string("name").value().isEmpty()) {
      missing.add(new Located<>("", annotation.placeOf("name")));
    }
    typeReader
        .unresolvedSupertype(type.asType())
        .ifPresent(name -> missing.add(new Located<>(name, Position.of(type))));
    return missing;
  }

  /** Reads the options of a class that carries {@code @Source}, and nothing else of it. */
  public Optional<SourceOptions> scanOptions(TypeElement type) {
    Optional<AnnotationReader> annotation = AnnotationReader.of(elements, type, Names.SOURCE);
    return annotation
        .flatMap(source -> config(new ConstructorScanner(types).ofSource(type), source))
        .map(
            config ->
                new SourceOptions(
                    annotation.orElseThrow().string("name").value(),
                    type.getQualifiedName().toString(),
                    config));
  }

  private Optional<ConfigModel> config(ConstructorModel constructor, AnnotationReader annotation) {
    return constructor.takesConfig()
        ? Optional.of(
            new ConfigScanner(elements, nullness)
                .scan(constructor.at().element(), annotation.string("name").value()))
        : Optional.empty();
  }

  private ProcessorTypesScanner processorTypes(String packageName) {
    RecordScanner records = new RecordScanner(elements, nullness, packageName);
    return new ProcessorTypesScanner(typeReader, records, places, packageName);
  }

  private Set<String> neighbours(String packageName) {
    return roots.stream()
        .filter(root -> root instanceof TypeElement)
        .filter(root -> TypeReader.packageOf(root).equals(packageName))
        .map(root -> root.getSimpleName().toString())
        .collect(Collectors.toUnmodifiableSet());
  }

  private SourceShape shape(TypeElement type) {
    return new SourceShape(
        type.getModifiers().contains(Modifier.PUBLIC),
        type.getNestingKind() == NestingKind.TOP_LEVEL,
        type.getKind() == ElementKind.CLASS,
        type.getModifiers().contains(Modifier.ABSTRACT),
        !type.getTypeParameters().isEmpty(),
        typeReader.supertype(type.asType(), Names.SOURCE_ADAPTER).isPresent()
            || typeReader.unresolvedSupertype(type.asType()).isPresent());
  }

  private List<ListedResource> listed(AnnotationReader annotation, ResourceScanner scanner) {
    List<ListedResource> listed = new ArrayList<>();
    for (Located<TypeMirror> entry : annotation.types("resources")) {
      if (entry.value().getKind() == TypeKind.DECLARED) {
        TypeElement type = TypeReader.element((DeclaredType) entry.value());
        Optional<ResourceModel> resource = scanner.scan(type);
        if (resource.isPresent() || !unresolved.areMeantOn(type, Names.RESOURCE)) {
          String name = type.getQualifiedName().toString();
          listed.add(new ListedResource(entry.at(), name, resource.orElse(null)));
        }
      } else if (entry.value().getKind() != TypeKind.ERROR) {
        listed.add(new ListedResource(entry.at(), TypeReader.text(entry.value()), null));
      }
    }
    return List.copyOf(listed);
  }

  private static ReconnectModel reconnect(AnnotationReader source) {
    AnnotationReader reconnect =
        source
            .nested("reconnect")
            .orElseThrow(() -> new IllegalArgumentException("@Source has no reconnect"));
    Position at = reconnect.position();
    return new ReconnectModel(
        within(reconnect.string("initialDelay"), at),
        within(reconnect.string("maxDelay"), at),
        within(reconnect.number("multiplier"), at),
        within(reconnect.number("jitter"), at));
  }

  /** Values of defaults are shown at the annotation. */
  private static <T> Located<T> within(Located<T> value, Position at) {
    return value.at().value() == null ? new Located<>(value.value(), at) : value;
  }
}
