package dev.durableingest.processor.scan;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.durableingest.processor.diagnose.Position;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Finds {@code implements ResourceProcessor<…>} in the text of a resource. */
final class TreeArgumentPlaces implements ArgumentPlaces {
  private static final String PROCESSOR = "ResourceProcessor";

  private final Trees trees;

  TreeArgumentPlaces(ProcessingEnvironment environment) {
    this.trees = Trees.instance(environment);
  }

  @Override
  public Position of(TypeElement resource, int index) {
    TreePath path = trees.getPath(resource);
    if (path != null && path.getLeaf() instanceof ClassTree declaration) {
      for (Tree implemented : declaration.getImplementsClause()) {
        List<? extends Tree> arguments = arguments(implemented);
        if (index < arguments.size()) {
          Tree argument = arguments.get(index);
          return Position.of(
              resource,
              (kind, text) -> trees.printMessage(kind, text, argument, path.getCompilationUnit()));
        }
      }
    }
    return Position.of(resource);
  }

  private static List<? extends Tree> arguments(Tree implemented) {
    return implemented instanceof ParameterizedTypeTree type
            && TreeLiterals.lastName(type.getType()).equals(PROCESSOR)
        ? type.getTypeArguments()
        : List.of();
  }
}
