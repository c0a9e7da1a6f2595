package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Where the types of a resource are written. Where the compiler is not javac, its environment is
 * wrapped, or a base class says them, that is the resource itself.
 */
interface ArgumentPlaces {

  /** The place of a type argument of {@code ResourceProcessor}, by its index. */
  Position of(TypeElement resource, int index);

  static ArgumentPlaces in(ProcessingEnvironment environment) {
    try {
      return new TreeArgumentPlaces(environment);
    } catch (LinkageError | IllegalArgumentException e) {
      return (resource, index) -> Position.of(resource);
    }
  }
}
