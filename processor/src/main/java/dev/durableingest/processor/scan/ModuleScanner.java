package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ModuleModel;
import dev.durableingest.processor.model.ModuleModel.ResourceEntry;
import dev.durableingest.processor.model.ModuleModel.SourceEntry;
import dev.durableingest.processor.model.ModuleModel.UnreadAnnotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads which sources and resources there are in a module, and which belong together. */
public final class ModuleScanner {
  private static final String RESOURCES = ".resources";

  private final Elements elements;
  private final UnresolvedAnnotations unresolved;
  private final Set<? extends Element> roots;

  /**
   * @param environment the compiler's
   * @param roots the classes that are being compiled
   */
  public ModuleScanner(ProcessingEnvironment environment, Set<? extends Element> roots) {
    this.elements = environment.getElementUtils();
    this.unresolved = UnresolvedAnnotations.in(environment);
    this.roots = roots;
  }

  /** Sorts elements by the annotations that they carry. */
  public Map<String, Set<Element>> byAnnotation(Set<? extends Element> annotated) {
    Map<String, Set<Element>> sorted = new TreeMap<>();
    for (Element element : annotated) {
      for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
        sorted
            .computeIfAbsent(AnnotationReader.qualifiedName(mirror), name -> new LinkedHashSet<>())
            .add(element);
      }
    }
    return sorted;
  }

  /**
   * Reads the classes that are being compiled; their order is not that of the compiler.
   *
   * @param sources the classes that carry {@code @Source}
   * @param resources the classes that carry {@code @Resource}
   * @param annotated what carries an annotation, by its qualified name
   */
  public ModuleModel scan(
      Set<TypeElement> sources, Set<TypeElement> resources, Map<String, Set<Element>> annotated) {
    List<SourceEntry> entries =
        sorted(sources).map(this::source).flatMap(Optional::stream).toList();
    return new ModuleModel(
        entries,
        sorted(resources).map(type -> new ResourceEntry(type, owner(type, entries))).toList(),
        unread(
            annotated,
            entries.stream()
                .flatMap(source -> source.listed().stream())
                .collect(Collectors.toUnmodifiableSet())),
        entries.stream().allMatch(SourceEntry::isComplete)
            && roots.stream()
                .filter(root -> AnnotationReader.of(elements, root, Names.SOURCE).isEmpty())
                .noneMatch(root -> unresolved.areMeantOn(root, Names.SOURCE)));
  }

  private List<UnreadAnnotation> unread(Map<String, Set<Element>> annotated, Set<String> listed) {
    List<UnreadAnnotation> unread = new ArrayList<>();
    annotated.forEach(
        (annotation, carriers) -> {
          boolean isSink = Names.ON_RESOURCES.contains(annotation);
          if (isSink || Names.ON_COMPONENTS.contains(annotation)) {
            carriers.stream()
                .filter(
                    carrier ->
                        isSink ? !isResource(carrier, listed) : !isOnComponent(carrier, annotation))
                .flatMap(carrier -> unread(annotation, isSink, carrier).stream())
                .forEach(unread::add);
          }
        });
    return List.copyOf(unread);
  }

  private Optional<UnreadAnnotation> unread(String annotation, boolean isSink, Element carrier) {
    String call = carrier.getKind() == ElementKind.METHOD ? "()" : "";
    return AnnotationReader.of(elements, carrier, annotation)
        .map(
            reader ->
                new UnreadAnnotation(
                    annotation.substring(annotation.lastIndexOf('.') + 1),
                    isSink,
                    carrier.getSimpleName() + call,
                    reader.position()));
  }

  /** A class that is listed is one, or its missing annotation is reported already. */
  private boolean isResource(Element element, Set<String> listed) {
    return AnnotationReader.of(elements, element, Names.RESOURCE).isPresent()
        || unresolved.areMeantOn(element, Names.RESOURCE)
        || (element instanceof TypeElement type
            && listed.contains(type.getQualifiedName().toString()));
  }

  /** What stands on a component is also on its field, its accessor and its parameter. */
  private boolean isOnComponent(Element element, String annotation) {
    if (element.getKind() == ElementKind.RECORD_COMPONENT) {
      return true; // the others take a look around
    }
    Element around = element;
    while (around != null && !(around instanceof TypeElement)) {
      around = around.getEnclosingElement();
    }
    if (around == null || around.getKind() != ElementKind.RECORD) {
      return around == null;
    }
    return ElementFilter.fieldsIn(around.getEnclosedElements()).stream()
        .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
        .filter(field -> field.getSimpleName().equals(element.getSimpleName()))
        .anyMatch(field -> AnnotationReader.of(elements, field, annotation).isPresent());
  }

  private static Stream<TypeElement> sorted(Set<TypeElement> types) {
    return types.stream().sorted(Comparator.comparing(type -> type.getQualifiedName().toString()));
  }

  private Optional<SourceEntry> source(TypeElement type) {
    return AnnotationReader.of(elements, type, Names.SOURCE)
        .map(annotation -> source(type, annotation));
  }

  private static SourceEntry source(TypeElement type, AnnotationReader annotation) {
    List<Located<TypeMirror>> listed = annotation.types("resources");
    Set<String> names =
        listed.stream()
            .map(Located::value)
            .filter(one -> one.getKind() == TypeKind.DECLARED)
            .map(one -> TypeReader.qualifiedName((DeclaredType) one))
            .collect(Collectors.toUnmodifiableSet());
    boolean isComplete =
        listed.size() == annotation.count("resources")
            && listed.stream().noneMatch(one -> one.value().getKind() == TypeKind.ERROR);
    return new SourceEntry(
        type, TypeReader.packageOf(type), annotation.string("name"), names, isComplete);
  }

  /** The source that lists the class, else the one whose package fits. */
  private Optional<SourceEntry> owner(TypeElement resource, List<SourceEntry> sources) {
    String name = resource.getQualifiedName().toString();
    String packageName = TypeReader.packageOf(resource);
    String parent =
        packageName.endsWith(RESOURCES)
            ? packageName.substring(0, packageName.length() - RESOURCES.length())
            : packageName;
    return sources.stream()
        .filter(source -> source.listed().contains(name))
        .findFirst()
        .or(() -> sources.stream().filter(one -> one.packageName().equals(parent)).findFirst())
        .or(() -> compiledBefore(parent));
  }

  /** The source of a package that is only a class file here, as in an incremental build. */
  private Optional<SourceEntry> compiledBefore(String packageName) {
    PackageElement parent = elements.getPackageElement(packageName);
    return parent == null
        ? Optional.empty()
        : ElementFilter.typesIn(parent.getEnclosedElements()).stream()
            .map(this::source)
            .flatMap(Optional::stream)
            .findFirst();
  }
}
