package dev.durableingest.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * What is seen across the sources of a module.
 *
 * @param sources the sources, sorted by class
 * @param resources the classes that carry {@code @Resource}, sorted by class
 */
public record ModuleModel(List<SourceEntry> sources, List<ResourceEntry> resources) {

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
