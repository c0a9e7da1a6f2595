package dev.durableingest.processor.generate;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives types the names by which one file calls them, and knows what it has to import for that. Who
 * comes first gets the simple name; a type whose simple name means another one is named in full.
 */
final class Imports {
  private final String packageName;
  private final Set<String> neighbours;
  private final Map<String, String> bySimpleName = new HashMap<>();
  private final Set<String> imported = new TreeSet<>();

  /**
   * @param packageName the package of the file
   * @param neighbours the simple names of the other classes of that package
   */
  Imports(String packageName, Set<String> neighbours) {
    this.packageName = packageName;
    this.neighbours = neighbours;
  }

  /** Keeps a simple name for a class that the file itself declares. */
  void reserve(String simpleName) {
    bySimpleName.put(simpleName, "");
  }

  /** The type as the file writes it. */
  String name(TypeName type) {
    if (type instanceof ParameterizedTypeName parameterized) {
      return parameterized.typeArguments().stream()
          .map(this::name)
          .collect(Collectors.joining(", ", name(parameterized.rawType()) + "<", ">"));
    }
    if (type instanceof ArrayTypeName array) {
      return name(array.componentType()) + "[]";
    }
    return type instanceof ClassName name ? className(name) : type.toString();
  }

  private String className(ClassName type) {
    ClassName outermost = type.topLevelClassName();
    String simpleName = outermost.simpleName();
    boolean isNeighbour = outermost.packageName().equals(packageName);
    boolean isShadowed = !isNeighbour && neighbours.contains(simpleName);
    String name = outermost.canonicalName();
    if (isShadowed || !bySimpleName.computeIfAbsent(simpleName, key -> name).equals(name)) {
      return type.canonicalName();
    }
    if (!isNeighbour && !outermost.packageName().equals("java.lang")) {
      imported.add(name);
    }
    return String.join(".", type.simpleNames());
  }

  /** The import statements, sorted. */
  String statements() {
    return imported.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }
}
