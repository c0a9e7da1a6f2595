package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ReplayModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.ResourceShape;
import dev.durableingest.processor.model.SinkModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads a resource: its annotations, its place, its types. */
final class ResourceScanner {
  private final Elements elements;
  private final UnresolvedAnnotations unresolved;
  private final ConstructorScanner constructors;
  private final ProcessorTypesScanner processorTypes;
  private final Optional<ConfigModel> config;

  ResourceScanner(
      Elements elements,
      UnresolvedAnnotations unresolved,
      ConstructorScanner constructors,
      ProcessorTypesScanner processorTypes,
      Optional<ConfigModel> config) {
    this.elements = elements;
    this.unresolved = unresolved;
    this.constructors = constructors;
    this.processorTypes = processorTypes;
    this.config = config;
  }

  /** Reads a class; nothing when it carries no {@code @Resource}. */
  Optional<ResourceModel> scan(TypeElement type) {
    return AnnotationReader.of(elements, type, Names.RESOURCE)
        .map(annotation -> scan(type, annotation));
  }

  private ResourceModel scan(TypeElement type, AnnotationReader annotation) {
    return new ResourceModel(
        type,
        shape(type),
        annotation.string("name"),
        annotation.string("description").value(),
        annotation.constant("onError").value(),
        new ReplayModel(annotation.constant("replay"), annotation.isWritten("replay")),
        constructors.ofResource(type, config),
        processorTypes.scan(type),
        sinks(type));
  }

  private ResourceShape shape(TypeElement type) {
    Element enclosing = type.getEnclosingElement();
    String nestedIn = enclosing instanceof TypeElement ? enclosing.getSimpleName().toString() : "";
    return new ResourceShape(
        type.getModifiers().contains(Modifier.PUBLIC),
        nestedIn,
        TypeReader.packageOf(type),
        Names.ON_RESOURCES.stream().anyMatch(sink -> unresolved.areMeantOn(type, sink)));
  }

  private List<SinkModel> sinks(TypeElement type) {
    List<SinkModel> sinks = new ArrayList<>();
    AnnotationReader.of(elements, type, Names.OLAP_TABLE)
        .map(ResourceScanner::table)
        .ifPresent(sinks::add);
    AnnotationReader.of(elements, type, Names.STREAM)
        .map(ResourceScanner::stream)
        .ifPresent(sinks::add);
    return List.copyOf(sinks);
  }

  private static SinkModel table(AnnotationReader annotation) {
    Located<String> version = annotation.string("version");
    Position at = annotation.position();
    return new SinkModel.TableModel(
        annotation.string("name"),
        annotation.strings("orderBy"),
        version,
        annotation.strings("partitionBy"),
        at);
  }

  private static SinkModel stream(AnnotationReader annotation) {
    return new SinkModel.StreamModel(
        annotation.string("name"), annotation.string("key"), annotation.position());
  }
}
