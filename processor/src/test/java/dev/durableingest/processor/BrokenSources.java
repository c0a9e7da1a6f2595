package dev.durableingest.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks connectors as authors and tools do: half-typed classes, missing types and imports, types
 * in the wrong places, types that contain themselves, values of the wrong type. Of one seed always
 * the same.
 */
final class BrokenSources {
  private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_]\\w*\\b");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^\n]*\n");
  private static final Pattern TEXT = Pattern.compile("\"[^\"\n]*\"");
  private static final Pattern HEADER =
      Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

  private static final List<String> TYPES =
      List.of(
          "Missing",
          "com.acme.Missing",
          "int",
          "void",
          "Object",
          "String",
          "T",
          "?",
          "Object[]",
          "int[][]",
          "List<?>",
          "Map",
          "Map<String, ? extends Number>",
          "Class<?>",
          "Void",
          "Optional",
          "Optional<Optional<String>>",
          "Record",
          "Enum<?>",
          "Comparable<?>",
          "var",
          "QuakeRow",
          "QuakesSource",
          "QuakesPipeline",
          "QuakesResources",
          "Earthquakes",
          "Row",
          "ResourceProcessor",
          "java.util.List<QuakeRow>",
          "@Nullable String",
          "byte @Nullable []");

  private static final List<String> VALUES =
      List.of(
          "5",
          "-1",
          "null",
          "true",
          "'c'",
          "1.0 / 0",
          "\"\"",
          "\"\\u0000\"",
          "\"*/\"",
          "\"$L $T\"",
          "\"a b\"",
          "\"\\\"\"",
          "\"ü\"",
          "{}",
          "{\"a\", \"a\"}",
          "Missing.NAME",
          "QuakesSource.class",
          "int.class",
          "void.class",
          "Missing.class",
          "{Earthquakes.class, Earthquakes.class}",
          "@Missing",
          "@Override",
          "String.valueOf(1)",
          "\"x\" + 1",
          "Long.MAX_VALUE",
          "\"con\"",
          "\"${x}\"",
          "\"%s\"",
          "\"../../x\"",
          "\"class\"",
          "\"é\\n\"");

  private static final List<String> MEMBERS =
      List.of(
          "@Column(name = \"x\") int x;",
          "@Decimal(precision = 1, scale = 1) static String y() { return \"\"; }",
          "@dev.durableingest.annotations.Source(name = \"x\", resources = {}) class Inner {}",
          "@dev.durableingest.annotations.Resource(name = \"x\") record Inner(int a) {}",
          "class Cycle<A extends Cycle<A, B>, B extends Cycle<B, A>> {}",
          "record Deep(java.util.List<java.util.Map<String, Deep>> deeper) {}",
          "enum None {}",
          "static { }",
          "private int half",
          "<T extends Comparable<T> & Runnable> T generic(T t) { return t; }");

  private final Random random;

  BrokenSources(Random random) {
    this.random = random;
  }

  /** A good connector with one to three things wrong. */
  Connector next() {
    Connector connector = Connector.good(pick(List.of("quakes", "everything", "fleet")));
    for (int i = 1 + random.nextInt(3); i > 0 && !connector.texts().isEmpty(); i--) {
      String name = pick(List.copyOf(connector.texts().keySet()));
      if (random.nextInt(25) == 0) {
        connector.without(name);
      } else {
        connector.texts().put(name, broken(connector.texts().get(name)));
      }
    }
    return connector;
  }

  private String broken(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> withToken(text, (tokens, i) -> tokens.remove(i));
      case 1 -> withToken(text, (tokens, i) -> tokens.add(i, tokens.get(i)));
      case 2 -> withToken(text, (tokens, i) -> tokens.subList(i, tokens.size()).clear());
      case 3 ->
          withToken(text, (tokens, i) -> tokens.set(i, pick(List.of("(", "{", "<", ">", "}"))));
      case 4, 5 -> replaceOne(text, WORD, found -> pick(TYPES));
      case 6 -> replaceOne(text, IMPORT, found -> "");
      case 7, 8 -> replaceOne(text, TEXT, found -> pick(VALUES));
      case 9 -> replaceOne(text, HEADER, this::otherHeader);
      case 10 -> text.replaceFirst("\\{(\\s*)}?\\s*$", "{ " + pick(MEMBERS) + " }");
      default -> withMember(text);
    };
  }

  private String otherHeader(Matcher header) {
    String name = header.group(1);
    return pick(
        List.of(
            "class " + name,
            "interface " + name,
            "enum " + name,
            "record " + name,
            "@interface " + name,
            "abstract class " + name,
            "sealed interface " + name,
            "class " + name + "<T extends " + name + "<T>>",
            "class " + name + " extends " + name,
            "class " + name + " extends Missing",
            "class Other"));
  }

  private String withMember(String text) {
    int end = text.lastIndexOf('}');
    return end < 0 ? text : text.substring(0, end) + "\n" + pick(MEMBERS) + "\n}\n";
  }

  private String withToken(String text, TokenChange change) {
    List<String> tokens = new ArrayList<>(Arrays.asList(text.split("(?<=\\W)|(?=\\W)", -1)));
    for (int tries = 0; tries < 100; tries++) {
      int i = random.nextInt(tokens.size());
      if (!tokens.get(i).isBlank()) {
        change.at(tokens, i);
        break;
      }
    }
    return String.join("", tokens);
  }

  private String replaceOne(String text, Pattern pattern, Replacement replacement) {
    List<Integer> starts = pattern.matcher(text).results().map(found -> found.start()).toList();
    if (starts.isEmpty()) {
      return text;
    }
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find(pick(starts))) {
      return text;
    }
    return text.substring(0, matcher.start())
        + replacement.of(matcher)
        + text.substring(matcher.end());
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private interface TokenChange {
    void at(List<String> tokens, int index);
  }

  private interface Replacement {
    String of(Matcher found);
  }
}
