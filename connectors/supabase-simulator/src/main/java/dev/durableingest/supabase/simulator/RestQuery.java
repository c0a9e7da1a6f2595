package dev.durableingest.supabase.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, as SQL.
 *
 * @param table quoted, with its schema
 * @param columns what is selected
 * @param where the conditions, with question marks for the values; {@code true} for none
 * @param values the values of the conditions
 * @param order the order, or empty
 * @param offset rows to leave out
 * @param limit rows at most
 */
record RestQuery(
    String table,
    String columns,
    String where,
    List<String> values,
    String order,
    long offset,
    long limit) {
  private static final Set<String> NO_COLUMNS =
      Set.of("select", "order", "limit", "offset", "apikey");

  /** Reads the parameters of a request. */
  static RestQuery of(
      String schema,
      String table,
      Map<String, List<String>> parameters,
      @Nullable String range,
      int rowsMax) {
    List<String> conditions = new ArrayList<>();
    List<String> values = new ArrayList<>();
    parameters.forEach(
        (name, all) -> {
          for (String value : NO_COLUMNS.contains(name) ? List.<String>of() : all) {
            conditions.add(condition(name, value, values));
          }
        });
    long first = number(first(parameters, "offset"), 0);
    long limit = number(first(parameters, "limit"), Long.MAX_VALUE);
    if (range != null && range.matches("\\d+-\\d*")) {
      String[] ends = range.split("-", 2);
      first = Long.parseLong(ends[0]);
      limit = ends[1].isEmpty() ? limit : Math.min(limit, Long.parseLong(ends[1]) - first + 1);
    }
    String order = first(parameters, "order");
    return new RestQuery(
        RestCondition.column(schema) + "." + RestCondition.column(table),
        columns(first(parameters, "select")),
        conditions.isEmpty() ? "true" : String.join(" and ", conditions),
        List.copyOf(values),
        order == null ? "" : " order by " + order(order),
        first,
        Math.min(limit, rowsMax));
  }

  /** The rows as one JSON array, made by the database as PostgREST has it made. */
  String sql() {
    return "select coalesce(json_agg(t), '[]')::text, count(*) from (select "
        + columns
        + " from "
        + table
        + " where "
        + where
        + order
        + " limit "
        + limit
        + " offset "
        + offset
        + ") t";
  }

  /** How many rows there are without limit and offset. */
  String countSql() {
    return "select count(*) from " + table + " where " + where;
  }

  private static String condition(String name, String value, List<String> values) {
    if (name.equals("or") || name.equals("and")) {
      return RestCondition.joined(name, value, values);
    }
    return RestCondition.single(name, value, values);
  }

  private static String columns(@Nullable String select) {
    if (select == null || select.equals("*")) {
      return "*";
    }
    return List.of(select.split(",", -1)).stream()
        .map(RestCondition::column)
        .collect(Collectors.joining(", "));
  }

  private static String order(String order) {
    List<String> terms = new ArrayList<>();
    for (String term : order.split(",", -1)) {
      String[] parts = term.split("\\.", -1);
      StringBuilder sql = new StringBuilder(RestCondition.column(parts[0]));
      for (int i = 1; i < parts.length; i++) {
        sql.append(
            switch (parts[i]) {
              case "asc" -> " asc";
              case "desc" -> " desc";
              case "nullsfirst" -> " nulls first";
              case "nullslast" -> " nulls last";
              default -> throw new RestException(400, "PGRST100", "\"order\" is no order");
            });
      }
      terms.add(sql.toString());
    }
    return String.join(", ", terms);
  }

  private static @Nullable String first(Map<String, List<String>> parameters, String name) {
    List<String> all = parameters.getOrDefault(name, List.of());
    return all.isEmpty() ? null : all.get(0);
  }

  private static long number(@Nullable String text, long otherwise) {
    return text == null ? otherwise : Long.parseLong(text);
  }
}
