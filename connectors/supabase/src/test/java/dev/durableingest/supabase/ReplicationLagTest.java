package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lag of a slot, as the status server of a real run tells it while its tables are down. */
@Timeout(600)
class ReplicationLagTest {
  private static final Pattern STATUS = Pattern.compile("status at (http://\\S+)\\s");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void growsInBytesAndTimeWhileTheTablesAreDownAndFallsToNothingAfterwards() throws Exception {
    PostgresServer.Database database = PostgresServer.newDatabase();
    Path tables = Files.createDirectories(folder.resolve("tables"));
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
    Process process = workflow.start(arguments(database, tables));
    try {
      URI status = status(workflow, process);
      awaitCaughtUp(process, status);
      Path down = Files.createFile(tables.resolve("DOWN"));
      insert(database, 1, 500); // more than batch and queue hold, so that the source waits, too

      double bytes = await(process, status, "source_lag_bytes", 10_000);
      double seconds = await(process, status, "source_lag_seconds", 1.5);
      insert(database, 501, 1000);
      await(process, status, "source_lag_bytes", bytes + 10_000);
      await(process, status, "source_lag_seconds", seconds + 1);
      assertThat(workflow.output()).contains("the tables are down");

      Files.delete(down);
      awaitCaughtUp(process, status);
      assertThat(rows(tables.resolve("supabase_projects"))).isEqualTo(1000);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static long rows(Path table) throws IOException {
    long rows = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(table, "*.ndjson")) {
      for (Path file : files) {
        rows += Files.readAllLines(file).size();
      }
    }
    return rows;
  }

  private static void insert(PostgresServer.Database database, int from, int to) throws Exception {
    database.run(
        "insert into projects (id, name) select i, repeat('x', 200) from generate_series(%d, %d) i"
            .formatted(from, to));
  }

  private static String[] arguments(PostgresServer.Database database, Path tables) {
    return new String[] {
      "run",
      "--database-url",
      database.url(),
      "--slot",
      "lag_" + database.name(),
      "--olap",
      "dammed:" + tables,
      "--checkpoints",
      "file:" + tables.resolveSibling("checkpoints"),
      "--dead-letters",
      "file:" + tables.resolveSibling("dead-letters"),
      "--batch-max-records",
      "20",
      "--queue-max-events",
      "50",
      "--status-port",
      "0"
    };
  }

  private static URI status(WorkflowProcess workflow, Process process) throws Exception {
    while (true) {
      Matcher told = STATUS.matcher(Files.exists(workflow.log()) ? workflow.output() : "");
      if (told.find()) {
        return URI.create(told.group(1));
      }
      assertThat(process.isAlive()).as(workflow.output()).isTrue();
      Thread.sleep(20);
    }
  }

  private void awaitCaughtUp(Process process, URI status) throws Exception {
    while (metric(status, "source_lag_bytes") != 0 || metric(status, "source_lag_seconds") != 0) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(50);
    }
  }

  private double await(Process process, URI status, String name, double atLeast) throws Exception {
    double value = metric(status, name);
    while (!(value >= atLeast)) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(50);
      value = metric(status, name);
    }
    return value;
  }

  /** What a metric is; not a number where it is not told. */
  private double metric(URI status, String name) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(status.resolve("/metrics")).build();
    String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher sample =
        Pattern.compile("(?m)^durable_ingest_" + name + "\\{[^}]*} (\\S+)$").matcher(metrics);
    return sample.find() ? Double.parseDouble(sample.group(1)) : Double.NaN;
  }
}
