package dev.durableingest.processor.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    if (type instanceof TypeName.Generic generic) {
      String raw = name(generic.raw());
      List<String> arguments = new ArrayList<>();
      generic.arguments().forEach(argument -> arguments.add(name(argument)));
      return raw + "<" + String.join(", ", arguments) + ">";
    }
    if (type instanceof TypeName.ArrayOf array) {
      return name(array.component()) + "[]";
    }
    return type instanceof ClassName name ? className(name) : type.toString();
  }

  private String className(ClassName type) {
    String outermost = type.outermost().toString();
    String simpleName = type.outermost().simpleName();
    boolean isNeighbour = type.packageName().equals(packageName);
    boolean isShadowed = !isNeighbour && neighbours.contains(simpleName);
    String first = bySimpleName.getOrDefault(simpleName, outermost);
    if (isShadowed || !first.equals(outermost)) {
      return type.toString();
    }
    bySimpleName.put(simpleName, outermost);
    if (!isNeighbour && !type.packageName().equals("java.lang")) {
      imported.add(outermost);
    }
    return type.names();
  }

  /** The import statements, sorted. */
  String statements() {
    StringBuilder statements = new StringBuilder();
    imported.forEach(name -> statements.append("import ").append(name).append(";\n"));
    return statements.toString();
  }
}
