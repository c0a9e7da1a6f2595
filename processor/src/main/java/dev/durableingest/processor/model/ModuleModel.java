package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * What is seen across the sources of a module.
 *
 * @param sources the sources, sorted by class
 * @param resources the classes that carry {@code @Resource}, sorted by class
 * @param unread the annotations that stand where nobody reads them
 * @param isComplete whether every source is known, and what they list exists
 */
public record ModuleModel(
    List<SourceEntry> sources,
    List<ResourceEntry> resources,
    List<UnreadAnnotation> unread,
    boolean isComplete) {

  /**
   * An annotation that stands where nobody reads it.
   *
   * @param annotation its simple name
   * @param isSink whether it belongs on a resource, as opposed to a component of a record
   * @param on what it stands on, as a person writes it
   * @param at the annotation
   */
  public record UnreadAnnotation(String annotation, boolean isSink, String on, Position at) {}

  /**
   * A source.
   *
   * @param type the class
   * @param packageName its package
   * @param name the name it gives itself
   * @param listed the qualified names of the classes that it lists
   * @param isComplete whether everything that it lists exists
   */
  public record SourceEntry(
      TypeElement type,
      String packageName,
      Located<String> name,
      Set<String> listed,
      boolean isComplete) {}

  /**
   * A resource.
   *
   * @param type the class
   * @param owner the source whose package the class is in or below, where there is one
   */
  public record ResourceEntry(TypeElement type, Optional<SourceEntry> owner) {}
}
