package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.quakes.QuakesWorkflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector of the README does what the README says. */
final class QuakesTest {
  @TempDir private Path folder;

  @Test
  void keepsEachEarthquakeOnceHoweverOftenItRuns() throws Exception {
    Path feed = folder.resolve("quakes.csv");
    Files.copy(Project.ROOT.resolve("docs/examples/quakes/quakes.csv"), feed);

    assertThat(run(feed)).isZero();
    assertThat(rows()).containsExactly("1 Aegean 4.1", "2 Kuril Islands 5.6", "4 Alaska 3.2");

    assertThat(run(feed)).isZero();
    assertThat(rows()).hasSize(3);

    Files.writeString(feed, "5,Tonga,4.9,2026-01-03T12:00:00Z\n", StandardOpenOption.APPEND);
    assertThat(run(feed)).isZero();
    assertThat(rows()).hasSize(4).last().isEqualTo("5 Tonga 4.9");
  }

  @Test
  void answersAQueryAsATableAndAsJson() throws Exception {
    Path feed = folder.resolve("quakes.csv");
    Files.copy(Project.ROOT.resolve("docs/examples/quakes/quakes.csv"), feed);
    assertThat(run(feed)).isZero();
    String sql = "SELECT id, region FROM earthquakes WHERE magnitude > 4 ORDER BY id";

    assertThat(query(sql)).containsExactly("id  region", "1   Aegean", "2   Kuril Islands");
    assertThat(query(sql, "--json"))
        .containsExactly(
            "{\"id\":1,\"region\":\"Aegean\"}", "{\"id\":2,\"region\":\"Kuril Islands\"}");
  }

  private List<String> query(String sql, String... more) {
    List<String> arguments = new ArrayList<>(List.of("query", sql));
    arguments.add("--olap=duckdb:" + folder.resolve("quakes.duckdb"));
    arguments.addAll(List.of(more));
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(QuakesWorkflow.run(arguments.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private int run(Path feed) {
    return QuakesWorkflow.run(
        "--feed-url=" + feed.toUri(),
        "--olap=duckdb:" + folder.resolve("quakes.duckdb"),
        "--dead-letters=file:" + folder.resolve("dead-letters"));
  }

  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection database =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("quakes.duckdb"));
        Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT id, region, magnitude FROM earthquakes ORDER BY id")) {
      while (found.next()) {
        rows.add(found.getLong(1) + " " + found.getString(2) + " " + found.getDouble(3));
      }
    }
    return rows;
  }
}
