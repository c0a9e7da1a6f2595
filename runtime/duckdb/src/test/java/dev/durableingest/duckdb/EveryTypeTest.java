package dev.durableingest.duckdb;

import static dev.durableingest.duckdb.EverythingRows.empty;
import static dev.durableingest.duckdb.EverythingRows.least;
import static dev.durableingest.duckdb.EverythingRows.most;
import static dev.durableingest.duckdb.EverythingRows.nulls;
import static dev.durableingest.duckdb.EverythingRows.random;
import static dev.durableingest.duckdb.EverythingRows.withInstant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.duckdb.Everything.Place;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: what goes in comes out. Method: DuckDB prints every value, and Java prints it, too. */
final class EveryTypeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsBackEveryTypeAsItWasWritten(boolean withVersion) throws Exception {
    long seed = System.nanoTime();
    System.out.println("EveryTypeTest seed " + seed);
    Random random = new Random(seed);
    List<Everything> rows = new ArrayList<>(List.of(nulls(0), least(1), most(2), empty(3)));
    while (rows.size() < 5_000) {
      rows.add(random(rows.size(), random));
    }
    SinkTarget target =
        SinkTarget.olapTable("everything", List.of("id"), withVersion ? "id" : "", List.of());
    ResourceBinding<?, Everything, ?> resource =
        Bindings.bind(target, Everything.class, new Everything.Codec());
    Path file = folder.resolve("all.duckdb");
    try (Run run = Run.start(file, resource)) {
      run.write(resource, rows.subList(0, 3_000));
      run.save(3_000);
      run.write(resource, rows.subList(3_000, rows.size()));
      run.save(rows.size() - 3_000);
    }
    List<String> read = texts(file);
    assertThat(read).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(read.get(i)).as("row %s, seed %s", i, seed).isEqualTo(text(rows.get(i)));
    }
  }

  @Test
  void givesTheSameInstantInEveryTimeZone() throws Exception {
    // A day on which New York's clocks change, on which the driver reads TIMESTAMPTZ an hour off.
    Instant at = Instant.parse("2024-03-10T10:30:00.123456Z");
    ResourceBinding<?, Everything, ?> resource =
        Bindings.append("everything", Everything.class, new Everything.Codec());
    Path file = folder.resolve("zone.duckdb");
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      try (Run run = Run.start(file, resource)) {
        run.write(resource, List.of(withInstant(at.plusNanos(789))));
        run.save(1);
      }
      for (String zone : List.of("Asia/Kathmandu", "America/New_York", "UTC")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
            Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT t.at, t.at::VARCHAR, epoch_us(t.at) FROM everything t")) {
          assertThat(row.next()).isTrue();
          LocalDateTime utc = row.getObject(1, LocalDateTime.class);
          assertThat(utc.toInstant(ZoneOffset.UTC)).as(zone).isEqualTo(at);
          assertThat(row.getString(2)).as(zone).isEqualTo("2024-03-10 10:30:00.123456");
          assertThat(row.getLong(3)).isEqualTo(micros(at));
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  /** One row as DuckDB writes its values in VARCHAR. */
  private static List<String> texts(Path file) throws Exception {
    List<String> columns = new Everything.Codec().columns().stream().map(c -> c.name()).toList();
    List<String> parts = new ArrayList<>();
    for (String column : columns) {
      parts.add(
          switch (column) {
            case "at" -> "epoch_us(\"at\")::VARCHAR";
            case "bytes" -> "lower(hex(bytes))";
            case "single", "real" -> column + "::VARCHAR";
            case "place" -> place("place");
            case "places" -> "list_transform(places, lambda p: " + place("p") + ")::VARCHAR";
            default -> '"' + column + "\"::VARCHAR";
          });
    }
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT " + String.join(", ", parts) + " FROM everything ORDER BY id")) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.size(); i++) {
          String value = result.getString(i);
          String name = columns.get(i - 1);
          if (value != null && name.equals("single")) {
            value = String.valueOf(Float.parseFloat(value));
          } else if (value != null && name.equals("real")) {
            value = String.valueOf(Double.parseDouble(value));
          }
          row.append(name).append('=').append(value).append('\n');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static String place(String place) {
    return ("CASE WHEN P IS NULL THEN NULL ELSE concat(coalesce(P.name, 'none'), '/',"
            + " P.latitude::DECIMAL(9,4), '/', coalesce(epoch_us(P.seen)::VARCHAR, 'none'), '/',"
            + " P.shelf.number, '/', P.shelf.items::VARCHAR) END")
        .replace("P", place);
  }

  private static String text(Everything row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", row.id());
    values.put("text", row.text());
    values.put("flag", row.flag());
    values.put("tiny", row.tiny());
    values.put("small", row.small());
    values.put("middle", row.middle());
    values.put("big", row.big());
    values.put("single", row.single());
    values.put("real", row.real());
    values.put("price", plain(row.price(), 18));
    values.put("cents", plain(row.cents(), 2));
    values.put("pence", plain(row.pence(), 2));
    values.put("shares", plain(row.shares(), 2));
    values.put("at", micros(row.at()));
    values.put("day", row.day());
    values.put("uuid", row.uuid());
    values.put("bytes", row.bytes() == null ? null : HexFormat.of().formatHex(row.bytes()));
    values.put("weekday", row.weekday());
    values.put("json", row.json());
    values.put("tags", row.tags());
    values.put("grid", row.grid());
    values.put("amounts", row.amounts() == null ? null : amounts(row.amounts()));
    values.put("place", row.place() == null ? null : text(row.place()));
    values.put(
        "places",
        row.places() == null
            ? null
            : "["
                + String.join(", ", row.places().stream().map(EveryTypeTest::quoted).toList())
                + "]");
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static String quoted(Place place) {
    // DuckDB quotes text with a comma or bracket when it stands in a list.
    return "'" + text(place) + "'";
  }

  private static String text(Place place) {
    return (place.name() == null ? "none" : place.name())
        + "/"
        + plain(BigDecimal.valueOf(place.latitude()), 4)
        + "/"
        + (place.seen() == null ? "none" : micros(place.seen()))
        + "/"
        + place.shelf().number()
        + "/"
        + place.shelf().items();
  }

  private static String amounts(Map<String, BigDecimal> amounts) {
    List<String> entries = new ArrayList<>();
    amounts.forEach((key, amount) -> entries.add(key + "=" + plain(amount, 18)));
    return "{" + String.join(", ", entries) + "}";
  }

  private static String plain(BigDecimal value, int scale) {
    return value == null ? null : value.setScale(scale).toPlainString();
  }

  private static Long micros(Instant at) {
    return at == null ? null : at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
