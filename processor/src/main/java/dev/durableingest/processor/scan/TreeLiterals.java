package dev.durableingest.processor.scan;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
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
 * Finds {@code context.emit("…", payload)} and {@code XyzResources.byName("…")}, also where the
 * text is a constant of the same file. Nothing has a type yet when processors run, so a context is
 * a variable that is declared as {@code SourceContext} or takes the value of one, and resources are
 * a class of that name.
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
    Declarations names = new Declarations(source, path.getCompilationUnit());
    names.scan(path.getLeaf(), null);
    List<Located<String>> found = new ArrayList<>();
    new Calls(source, names, path.getCompilationUnit()).scan(path, found);
    return List.copyOf(found);
  }

  static String lastName(@Nullable Tree tree) {
    if (tree instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }

  /** What the variables of a class hold, as far as their declarations tell. */
  private static final class Declarations extends TreeScanner<@Nullable Object, @Nullable Object> {
    private final Set<String> contexts = new HashSet<>();
    private final Set<String> staticImports = new HashSet<>();
    private final ConstantTrees constants;

    Declarations(TypeElement source, CompilationUnitTree unit) {
      this.constants = new ConstantTrees(source.getSimpleName().toString());
      for (ImportTree one : unit.getImports()) {
        if (one.isStatic() && one.getQualifiedIdentifier() instanceof MemberSelectTree select) {
          staticImports.add(lastName(select.getExpression()) + "." + select.getIdentifier());
        }
      }
    }

    @Override
    public @Nullable Object visitVariable(VariableTree variable, @Nullable Object nothing) {
      String name = variable.getName().toString();
      if (lastName(variable.getType()).equals(CONTEXT)
          || contexts.contains(lastName(variable.getInitializer()))) {
        contexts.add(name);
      }
      constants.add(variable);
      return super.visitVariable(variable, nothing);
    }

    boolean isImported(String type, String method) {
      return staticImports.contains(type + "." + method) || staticImports.contains(type + ".*");
    }
  }

  /** The calls that say a text as their first argument. */
  private final class Calls extends TreePathScanner<@Nullable Object, List<Located<String>>> {
    private final TypeElement source;
    private final Declarations names;
    private final CompilationUnitTree unit;
    private final String resources;

    Calls(TypeElement source, Declarations names, CompilationUnitTree unit) {
      this.source = source;
      this.names = names;
      this.unit = unit;
      this.resources = source.getSimpleName().toString().replaceAll("Source$", "") + "Resources";
    }

    @Override
    public @Nullable Object visitMethodInvocation(
        MethodInvocationTree call, List<Located<String>> found) {
      List<? extends ExpressionTree> arguments = call.getArguments();
      if (!arguments.isEmpty() && namesResource(call.getMethodSelect(), arguments.size())) {
        ExpressionTree argument = arguments.get(0);
        names
            .constants
            .text(argument)
            .map(name -> new Located<>(name, at(argument)))
            .ifPresent(found::add);
      }
      return super.visitMethodInvocation(call, found);
    }

    private Position at(ExpressionTree argument) {
      return Position.of(source, (kind, text) -> trees.printMessage(kind, text, argument, unit));
    }

    private boolean namesResource(ExpressionTree method, int argumentCount) {
      return switch (lastName(method)) {
        case "emit" ->
            argumentCount == 2
                && method instanceof MemberSelectTree select
                && names.contexts.contains(lastName(select.getExpression()));
        case "byName" ->
            argumentCount == 1
                && (method instanceof MemberSelectTree select
                    ? lastName(select.getExpression()).equals(resources)
                    : names.isImported(resources, "byName"));
        default -> false;
      };
    }
  }
}
