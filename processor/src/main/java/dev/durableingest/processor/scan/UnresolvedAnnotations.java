package dev.durableingest.processor.scan;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.Trees;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Annotations that are written but do not exist, as without their import. Compilers keep quiet
 * about them, so only the text of a class shows them; where a compiler hides that, there seem to be
 * none.
 */
interface UnresolvedAnnotations {

  /** Whether an annotation of this qualified name, which an element lacks, was meant. */
  boolean areMeantOn(Element element, String qualifiedName);

  static UnresolvedAnnotations in(ProcessingEnvironment environment) {
    try {
      return inTrees(Trees.instance(environment));
    } catch (LinkageError | IllegalArgumentException e) {
      return (element, name) -> false;
    }
  }

  private static UnresolvedAnnotations inTrees(Trees trees) {
    return (element, qualifiedName) -> {
      String name = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
      ClassTree text = element instanceof TypeElement type ? trees.getTree(type) : null;
      return text != null
          && text.getModifiers().getAnnotations().stream()
              .anyMatch(one -> TreeLiterals.lastName(one.getAnnotationType()).equals(name));
    };
  }
}
