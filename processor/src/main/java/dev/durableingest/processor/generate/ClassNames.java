package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.GeneratedNames;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/**
 * The classes that are generated for a source, and the source itself, as generated code names them.
 */
final class ClassNames {
  private final SourceModel source;
  private final GeneratedNames names;

  ClassNames(SourceModel source) {
    this.source = source;
    this.names = new GeneratedNames(source);
  }

  ClassName source() {
    return ClassName.of(source.type());
  }

  ClassName resources() {
    return inPackage(names.resources());
  }

  ClassName pipeline() {
    return inPackage(names.pipeline());
  }

  ClassName workflow() {
    return inPackage(names.workflow());
  }

  ClassName codecs() {
    return inPackage(names.codecs());
  }

  ClassName codec(RecordModel record) {
    return codecs().nested(names.codec(record));
  }

  /** The constant of a resource. */
  static String constant(ResourceModel resource) {
    return CaseStyle.constant(resource.name().value());
  }

  /** The registry, below the class output. */
  String registryPath() {
    return "META-INF/durable-ingest/registry/" + source.name().value() + ".json";
  }

  private ClassName inPackage(String simpleName) {
    return new ClassName(source.packageName(), simpleName);
  }
}
