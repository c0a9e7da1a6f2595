package dev.durableingest.processor.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** What the classes that are generated for a source are called, without their package. */
public final class GeneratedNames {
  private final String prefix;
  private final Map<String, String> codecs = new LinkedHashMap<>();

  /** Gives a name to everything that a source needs. */
  public GeneratedNames(SourceModel source) {
    this.prefix = source.prefix();
    Set<String> taken = new HashSet<>();
    for (RecordModel record : source.records()) {
      String plain = outerNames(record.type()) + "Codec";
      String name = plain;
      for (int number = 2; !taken.add(name); number++) {
        name = plain + number;
      }
      codecs.put(key(record), name);
    }
  }

  /** {@code XyzResources}. */
  public String resources() {
    return prefix + "Resources";
  }

  /** {@code XyzPipeline}. */
  public String pipeline() {
    return prefix + "Pipeline";
  }

  /** {@code XyzWorkflow}. */
  public String workflow() {
    return prefix + "Workflow";
  }

  /** {@code XyzCodecs}, which holds a class for every record. */
  public String codecs() {
    return prefix + "Codecs";
  }

  /** The codec of a record of the source, inside {@link #codecs}. */
  public String codec(RecordModel record) {
    String codec = codecs.get(key(record));
    if (codec == null) {
      throw new IllegalArgumentException(record.type() + " is written by no resource");
    }
    return codec;
  }

  /** The top-level classes. */
  public List<String> all() {
    return List.of(resources(), codecs(), pipeline(), workflow());
  }

  /** {@code Trade.Leg} is TradeLeg. */
  private static String outerNames(TypeElement type) {
    String name = "";
    for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
      name = e.getSimpleName() + name;
    }
    return name;
  }

  private static String key(RecordModel record) {
    return record.type().getQualifiedName().toString();
  }
}
