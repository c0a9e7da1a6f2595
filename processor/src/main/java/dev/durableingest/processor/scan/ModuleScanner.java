package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ModuleModel;
import dev.durableingest.processor.model.ModuleModel.ResourceEntry;
import dev.durableingest.processor.model.ModuleModel.SourceEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /**
   * @param elements the compiler's
   */
  public ModuleScanner(Elements elements) {
    this.elements = elements;
  }

  /** Reads the classes that are being compiled; their order is not that of the compiler. */
  public ModuleModel scan(Set<TypeElement> sources, Set<TypeElement> resources) {
    List<SourceEntry> entries =
        sorted(sources).map(this::source).flatMap(Optional::stream).toList();
    return new ModuleModel(
        entries,
        sorted(resources).map(type -> new ResourceEntry(type, owner(type, entries))).toList());
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
