package dev.durableingest.processor.scan;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** What the texts of a file are worth, as far as the file itself says. */
final class ConstantTrees {
  private final Map<String, String> constants = new HashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final String className;

  /**
   * @param className simple name of the class whose variables are added
   */
  ConstantTrees(String className) {
    this.className = className;
  }

  /** A variable of the file; a name that is declared twice is worth nothing. */
  void add(VariableTree variable) {
    String name = variable.getName().toString();
    boolean isFirst = declared.add(name);
    boolean isFinal = variable.getModifiers().getFlags().contains(Modifier.FINAL);
    Optional<String> text =
        isFirst && isFinal && variable.getInitializer() != null
            ? text(variable.getInitializer())
            : Optional.empty();
    text.ifPresentOrElse(value -> constants.put(name, value), () -> constants.remove(name));
  }

  /** The text that an expression is, where that is plain. */
  Optional<String> text(ExpressionTree expression) {
    if (expression instanceof LiteralTree literal) {
      return literal.getValue() instanceof String text ? Optional.of(text) : Optional.empty();
    }
    if (expression instanceof ParenthesizedTree parenthesized) {
      return text(parenthesized.getExpression());
    }
    if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return text(sum.getLeftOperand())
          .flatMap(left -> text(sum.getRightOperand()).map(right -> left + right));
    }
    if (expression instanceof IdentifierTree identifier) {
      return Optional.ofNullable(constants.get(identifier.getName().toString()));
    }
    return expression instanceof MemberSelectTree select
            && select.getExpression() instanceof IdentifierTree owner
            && Set.of(className, "this").contains(owner.getName().toString())
        ? Optional.ofNullable(constants.get(select.getIdentifier().toString()))
        : Optional.empty();
  }
}
