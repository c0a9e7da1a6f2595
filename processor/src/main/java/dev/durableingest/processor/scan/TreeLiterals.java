package dev.durableingest.processor.scan;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code context.emit("…", payload)} and {@code XyzResources.byName("…")}. Nothing has a type
 * yet when processors run, so a context is a variable that is declared as {@code SourceContext},
 * and resources are a class of that name.
 */
final class TreeLiterals implements Literals {
  private static final String CONTEXT = "SourceContext";

  private final Trees trees;

  TreeLiterals(ProcessingEnvironment environment) {
    this.trees = Trees.instance(environment);
  }

  @Override
  public List<Located<String>> read(TypeElement source) {
    TreePath path = trees.getPath(source);
    if (path == null) {
      return List.of();
    }
    Set<String> contexts = new HashSet<>();
    new ContextNames().scan(path.getLeaf(), contexts);
    List<Located<String>> found = new ArrayList<>();
    new Calls(source, contexts, path.getCompilationUnit()).scan(path, found);
    return List.copyOf(found);
  }

  private static String lastName(@Nullable Tree tree) {
    if (tree instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }

  /** The names of the variables that hold a context. */
  private static final class ContextNames extends TreeScanner<@Nullable Object, Set<String>> {
    @Override
    public @Nullable Object visitVariable(VariableTree variable, Set<String> names) {
      if (lastName(variable.getType()).equals(CONTEXT)) {
        names.add(variable.getName().toString());
      }
      return super.visitVariable(variable, names);
    }
  }

  /** The calls with a literal as their first argument. */
  private final class Calls extends TreePathScanner<@Nullable Object, List<Located<String>>> {
    private final TypeElement source;
    private final Set<String> contexts;
    private final CompilationUnitTree unit;

    Calls(TypeElement source, Set<String> contexts, CompilationUnitTree unit) {
      this.source = source;
      this.contexts = contexts;
      this.unit = unit;
    }

    @Override
    public @Nullable Object visitMethodInvocation(
        MethodInvocationTree call, List<Located<String>> found) {
      List<? extends ExpressionTree> arguments = call.getArguments();
      if (!arguments.isEmpty()
          && arguments.get(0) instanceof LiteralTree literal
          && literal.getValue() instanceof String name
          && namesResource(call.getMethodSelect(), arguments.size())) {
        found.add(
            new Located<>(
                name,
                Position.of(
                    source, (kind, text) -> trees.printMessage(kind, text, literal, unit))));
      }
      return super.visitMethodInvocation(call, found);
    }

    private boolean namesResource(ExpressionTree method, int argumentCount) {
      return switch (lastName(method)) {
        case "emit" ->
            argumentCount == 2
                && method instanceof MemberSelectTree select
                && contexts.contains(lastName(select.getExpression()));
        case "byName" ->
            argumentCount == 1
                && method instanceof MemberSelectTree select
                && lastName(select.getExpression()).equals(resourcesName());
        default -> false;
      };
    }

    private String resourcesName() {
      return source.getSimpleName().toString().replaceAll("Source$", "") + "Resources";
    }
  }
}
