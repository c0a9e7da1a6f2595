package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.Located;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * The resource names that the code of a source says as string literals. Where the compiler is not
 * javac, or its environment is wrapped, there are none: then the runtime checks them.
 */
interface Literals {

  /** The names, each with its place. */
  List<Located<String>> read(TypeElement source);

  static Literals of(ProcessingEnvironment environment) {
    try {
      return new TreeLiterals(environment);
    } catch (LinkageError | IllegalArgumentException e) {
      return source -> List.of();
    }
  }
}
