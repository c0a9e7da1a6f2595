package dev.durableingest.supabase.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One condition of a query as PostgREST writes it, as SQL with its values: {@code col=gt.1} beside
 * others, or {@code (a.gt.1,and(b.eq."x",c.lt.2))} inside {@code or=}.
 */
final class RestCondition {
  private static final Map<String, String> OPERATORS =
      Map.of("eq", "=", "neq", "<>", "gt", ">", "gte", ">=", "lt", "<", "lte", "<=");

  private final List<String> values;
  private final String text;
  private int at;

  private RestCondition(String text, List<String> values) {
    this.text = text;
    this.values = values;
  }

  /** A condition of its own parameter; a value may have any character then, unquoted. */
  static String single(String column, String condition, List<String> values) {
    boolean isNegated = condition.startsWith("not.");
    String rest = isNegated ? condition.substring(4) : condition;
    int dot = rest.indexOf('.');
    if (dot < 0) {
      throw unreadable(condition);
    }
    String operator = rest.substring(0, dot);
    String value = rest.substring(dot + 1);
    if (operator.equals("in")) {
      RestCondition list = new RestCondition(value, values);
      return negated(isNegated, column(column) + " in " + list.values());
    }
    return negated(isNegated, compared(column, operator, value, values));
  }

  /** The list behind {@code or=} or {@code and=}. */
  static String joined(String connective, String list, List<String> values) {
    RestCondition condition = new RestCondition(list, values);
    String sql = condition.list(connective);
    if (condition.at != list.length()) {
      throw unreadable(list);
    }
    return sql;
  }

  private String list(String connective) {
    expect('(');
    List<String> parts = new ArrayList<>();
    do {
      parts.add(part());
    } while (next() == ',');
    at--;
    expect(')');
    return "(" + String.join(" " + connective + " ", parts) + ")";
  }

  private String part() {
    for (String connective : List.of("and", "or")) {
      if (text.startsWith(connective + "(", at)) {
        at += connective.length();
        return list(connective);
      }
    }
    String column = until('.');
    String operator = until('.');
    boolean isNegated = operator.equals("not");
    if (isNegated) {
      operator = until('.');
    }
    if (operator.equals("in")) {
      return negated(isNegated, column(column) + " in " + values());
    }
    return negated(isNegated, compared(column, operator, value(), values));
  }

  private String values() {
    expect('(');
    List<String> marks = new ArrayList<>();
    do {
      values.add(value());
      marks.add("?");
    } while (next() == ',');
    at--;
    expect(')');
    return "(" + String.join(", ", marks) + ")";
  }

  /** Quoted, where a backslash takes the next character as it is; else up to a comma or bracket. */
  private String value() {
    StringBuilder value = new StringBuilder();
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      for (char c = next(); c != '"'; c = next()) {
        value.append(c == '\\' ? next() : c);
      }
      return value.toString();
    }
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ')') {
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  private String until(char end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw unreadable(text);
    }
    String part = text.substring(at, found);
    at = found + 1;
    return part;
  }

  private char next() {
    if (at >= text.length()) {
      throw unreadable(text);
    }
    return text.charAt(at++);
  }

  private void expect(char c) {
    if (next() != c) {
      throw unreadable(text);
    }
  }

  private static String compared(
      String column, String operator, String value, List<String> values) {
    if (operator.equals("is") && value.matches("null|true|false")) {
      return column(column) + " is " + value;
    }
    String sql = OPERATORS.get(operator);
    if (sql == null) {
      throw unreadable(operator);
    }
    values.add(value);
    return column(column) + " " + sql + " ?";
  }

  private static String negated(boolean isNegated, String sql) {
    return isNegated ? "not (" + sql + ")" : sql;
  }

  static String column(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static RestException unreadable(String what) {
    return new RestException(
        400, "PGRST100", "\"failed to parse logic tree (" + what.replace("\"", "'") + ")\"");
  }
}
