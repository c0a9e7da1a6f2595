package dev.durableingest.supabase;

import dev.durableingest.supabase.simulator.SimulatorSettings;
import dev.durableingest.supabase.simulator.SupabaseSimulator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A stand-in for a Supabase project over a database, and the workflow that reads it. */
final class StandIn implements AutoCloseable {
  final SupabaseSimulator simulator;
  String key = Configs.KEY;
  private final int rowsMax;
  private final Path folder;
  private final String mode;

  StandIn(SimulatorSettings settings, Path folder, String mode) throws SQLException {
    this.simulator = new SupabaseSimulator(settings);
    this.rowsMax = settings.rowsMax();
    this.folder = folder;
    this.mode = mode;
  }

  /** Runs the workflow in this process. */
  int ingest(String... more) {
    return SupabaseWorkflow.run(arguments("run", more));
  }

  /** Runs the pipeline in this process. */
  Ingestion start(SupabaseConfig config) {
    return new Ingestion(SupabasePipeline.create(config), folder);
  }

  /**
   * How many requests there are when tables of so many rows have been read once more as they are
   * now, although readings before that are under way, or cut off.
   */
  long requestsOfAnotherReading(long rows) {
    long atMost = rows / rowsMax + 4; // the last page of each of two tables, and an empty one
    return simulator.rowRequests() + 4 * atMost;
  }

  /** What the workflow says, as a process of its own. */
  String output(String command, String... more) throws Exception {
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
    workflow.start(arguments(command, more)).waitFor();
    return workflow.output();
  }

  String[] arguments(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--mode",
                mode,
                "--url",
                simulator.url().toString(),
                "--key",
                key,
                "--poll-interval",
                "100ms",
                "--reconcile-interval",
                "700ms",
                "--olap",
                "duckdb:" + folder.resolve("data.duckdb"),
                "--dead-letters",
                "file:" + folder.resolve("dead-letters")));
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  Ingested ingested() {
    return new Ingested(folder.resolve("data.duckdb"));
  }

  @Override
  public void close() {
    simulator.close();
  }
}
