package dev.durableingest.supabase.simulator;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** PostgREST's reading of tables: {@code GET /rest/v1/<table>}. */
final class RestApi {
  private static final JsonMapper JSON = new JsonMapper();

  private final Database database;
  private final Access access;
  private final Faults faults;
  private final int rowsMax;
  private final AtomicLong requests = new AtomicLong();

  RestApi(Database database, Access access, Faults faults, int rowsMax) {
    this.database = database;
    this.access = access;
    this.faults = faults;
    this.rowsMax = rowsMax;
  }

  void addTo(JavalinConfig config) {
    config.routes.get("/rest/v1/{table}", this::rows);
    config.routes.exception(
        RestException.class,
        (e, context) -> error(context, e.status(), e.code(), String.valueOf(e.getMessage())));
    config.routes.exception(
        Access.GatewayException.class,
        (e, context) -> json(context.status(401), String.valueOf(e.getMessage())));
  }

  long requests() {
    return requests.get();
  }

  private void rows(Context context) {
    try {
      answer(context);
    } finally {
      requests.incrementAndGet();
    }
  }

  private void answer(Context context) {
    Faults.RestFault fault = faults.nextRestFault();
    if (fault != null) {
      if (fault.retryAfter() != null) {
        context.header("Retry-After", fault.retryAfter());
      }
      json(context.status(fault.status()), fault.body());
      return;
    }
    String key = context.header("apikey");
    access.requireRows(
        key == null ? context.queryParam("apikey") : key, context.header("Authorization"));
    String profile = context.header("Accept-Profile");
    RestQuery query =
        RestQuery.of(
            profile == null ? "public" : profile,
            context.pathParam("table"),
            context.queryParamMap(),
            context.header("Range"),
            rowsMax);
    String prefer = context.header("Prefer");
    try (Connection connection = database.connect()) {
      answer(context, connection, query, prefer != null && prefer.contains("count=exact"));
    } catch (SQLException e) {
      failed(context, e, query);
    }
  }

  private static void answer(
      Context context, Connection connection, RestQuery query, boolean isCounted)
      throws SQLException {
    Long total = isCounted ? count(connection, query) : null;
    if (total != null && query.offset() > total) {
      error(context.status(416), 416, "PGRST103", "Requested range not satisfiable");
      return;
    }
    try (PreparedStatement statement = prepare(connection, query.sql(), query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      long count = rows.getLong(2);
      String range = count == 0 ? "*" : query.offset() + "-" + (query.offset() + count - 1);
      context.header("Content-Range", range + "/" + (total == null ? "*" : total));
      context.status(total != null && count < total ? 206 : 200);
      String accept = context.header("Accept");
      if (accept != null && accept.startsWith("application/vnd.pgrst.object+json")) {
        object(context, rows.getString(1), count);
      } else {
        json(context, rows.getString(1));
      }
    }
  }

  /** One row, as an object instead of an array. */
  private static void object(Context context, String array, long count) {
    if (count != 1) {
      throw new RestException(
          406, "PGRST116", "JSON object requested, multiple (or no) rows returned");
    }
    json(context, array.substring(1, array.length() - 1));
  }

  private static long count(Connection connection, RestQuery query) throws SQLException {
    try (PreparedStatement statement = prepare(connection, query.countSql(), query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, RestQuery query)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < query.values().size(); i++) {
      statement.setObject(i + 1, query.values().get(i), Types.OTHER);
    }
    return statement;
  }

  private static void failed(Context context, SQLException failure, RestQuery query) {
    String state = failure.getSQLState() == null ? "XX000" : failure.getSQLState();
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    switch (state) {
      case "42P01", "3F000" ->
          error(
              context,
              404,
              "PGRST205",
              "Could not find the table '" + query.table().replace("\"", "") + "'");
      case "42501" -> error(context, 403, state, message);
      case "57014" -> error(context, 500, state, message);
      default -> error(context, state.startsWith("08") ? 503 : 400, state, message);
    }
  }

  private static void error(Context context, int status, String code, String message) {
    json(context.status(status), JSON.writeValueAsString(new ErrorBody(code, null, null, message)));
  }

  private record ErrorBody(
      String code, @Nullable String details, @Nullable String hint, String message) {}

  private static void json(Context context, String body) {
    context.contentType("application/json; charset=utf-8").result(body);
  }
}
