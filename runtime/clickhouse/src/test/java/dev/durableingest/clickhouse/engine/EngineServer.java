package dev.durableingest.clickhouse.engine;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/**
 * ClickHouse's HTTP interface before a real engine, in a process of its own: query and settings in
 * the URL, data in the body, users by header, by Basic or in the URL, compressed bodies, and the
 * code of an exception in a header. Queries run one after the other.
 */
final class EngineServer {
  private static final Set<String> NO_SETTINGS =
      Set.of("query", "database", "user", "password", "default_format", "wait_end_of_query");

  private final Engine engine;
  private final String user;
  private final String password;

  private EngineServer(Engine engine, String user, String password) {
    this.engine = engine;
    this.user = user;
    this.password = password;
  }

  /**
   * Serves until it is killed.
   *
   * @param arguments library, data folder, port, user, password, and {@code readonly} or {@code
   *     writable}
   */
  public static void main(String... arguments) throws Exception {
    Engine engine = new Engine(Path.of(arguments[0]), Path.of(arguments[1]));
    if (arguments[5].equals("readonly")) {
      engine.query("SET readonly = 1");
    }
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
    HttpServer http = HttpServer.create(address, 64);
    EngineServer server = new EngineServer(engine, arguments[3], arguments[4]);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/", server::serve);
    http.start();
    System.out.println("listening on " + http.getAddress().getPort());
    System.in.read(); // ends with the process that started it
    System.exit(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      if (exchange.getRequestURI().getPath().equals("/ping")) {
        answer(exchange, 200, "Ok.\n".getBytes(StandardCharsets.UTF_8));
        return;
      }
      try {
        answer(exchange, 200, run(exchange, body));
      } catch (Engine.Refusal e) {
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "" + e.code());
        answer(
            exchange, status(e.code()), (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private byte[] run(HttpExchange exchange, byte[] body) throws Engine.Refusal {
    Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
    authenticate(exchange.getRequestHeaders(), parameters);
    Map<String, String> settings = new LinkedHashMap<>(parameters);
    settings.keySet().removeAll(NO_SETTINGS);
    String query = parameters.get("query");
    byte[] data = body;
    if (query == null) {
      query = new String(body, StandardCharsets.UTF_8);
      data = new byte[0];
    }
    String format =
        first(exchange.getRequestHeaders(), "X-ClickHouse-Format", parameters, "default_format");
    String database =
        first(exchange.getRequestHeaders(), "X-ClickHouse-Database", parameters, "database");
    synchronized (engine) {
      engine.query("USE `" + (database.isEmpty() ? "default" : database) + "`");
      if (!settings.isEmpty()) {
        engine.query("SET " + assignments(settings, false));
      }
      try {
        return engine.query(query, data, format.isEmpty() ? "TabSeparated" : format);
      } finally {
        if (!settings.isEmpty()) {
          engine.query("SET " + assignments(settings, true));
        }
      }
    }
  }

  private static String assignments(Map<String, String> settings, boolean toDefault) {
    return settings.entrySet().stream()
        .map(
            setting ->
                setting.getKey()
                    + " = "
                    + (toDefault
                        ? "DEFAULT"
                        : "'" + setting.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'"))
        .collect(Collectors.joining(", "));
  }

  private void authenticate(Headers headers, Map<String, String> parameters) throws Engine.Refusal {
    String name = first(headers, "X-ClickHouse-User", parameters, "user");
    String secret = first(headers, "X-ClickHouse-Key", parameters, "password");
    String basic = headers.getFirst("Authorization");
    if (basic != null && basic.startsWith("Basic ")) {
      String decoded =
          new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
      name = decoded.substring(0, decoded.indexOf(':'));
      secret = decoded.substring(decoded.indexOf(':') + 1);
    }
    if (name.isEmpty()) {
      name = "default";
    }
    if (!name.equals(user) || !secret.equals(password)) {
      throw new Engine.Refusal(
          "Code: 516. DB::Exception: "
              + name
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name. (AUTHENTICATION_FAILED)");
    }
  }

  private static String first(
      Headers headers, String header, Map<String, String> parameters, String parameter) {
    String value = headers.getFirst(header);
    return value != null ? value : parameters.getOrDefault(parameter, "");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = part.indexOf('=');
      parameters.put(
          URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    List<String> encodings =
        exchange.getRequestHeaders().getOrDefault("Content-Encoding", List.of("identity"));
    try (InputStream raw = exchange.getRequestBody()) {
      // A frame decoder stops at the end of its frame; the rest of the body has to be read, too.
      return switch (encodings.get(0)) {
        case "gzip" -> new GZIPInputStream(raw).readAllBytes();
        case "lz4" -> new LZ4FrameInputStream(raw).readAllBytes();
        default -> raw.readAllBytes();
      };
    }
  }

  /** As ClickHouse maps the codes of its exceptions. */
  private static int status(int code) {
    return switch (code) {
      case 194, 516 -> 403;
      case 60, 81 -> 404;
      case 159, 209 -> 408;
      case 6, 16, 27, 33, 38, 41, 43, 44, 46, 47, 53, 62, 69, 70, 72, 117 -> 400;
      case 48 -> 501;
      default -> 500;
    };
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", "engine");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body);
    exchange.sendResponseHeaders(status, whole.size() == 0 ? -1 : whole.size());
    if (whole.size() > 0) {
      exchange.getResponseBody().write(whole.toByteArray());
    }
  }
}
