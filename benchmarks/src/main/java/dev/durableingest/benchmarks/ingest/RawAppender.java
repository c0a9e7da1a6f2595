package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The limit of DuckDB: its own appender, in transactions as large as ours, no checkpoint. */
final class RawAppender {
  private static final int PER_TRANSACTION = PipelineOptions.defaults().batchMaxRecords();

  private RawAppender() {}

  /** Arguments: place, number of records. */
  public static void main(String[] arguments) throws Exception {
    String place = arguments[0];
    long records = Long.parseLong(arguments[1]);
    String file = place.substring(0, place.indexOf('#'));
    try (Connection connection = DriverManager.getConnection("jdbc:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE records (id BIGINT NOT NULL, side VARCHAR NOT NULL, price DOUBLE NOT NULL,"
              + " text VARCHAR NOT NULL)");
      DuckDBConnection database = connection.unwrap(DuckDBConnection.class);
      long began = System.nanoTime();
      for (long from = 0; from < records; from += PER_TRANSACTION) {
        statement.execute("BEGIN TRANSACTION");
        append(database, from, Math.min(records, from + PER_TRANSACTION));
        statement.execute("COMMIT");
      }
      Stopwatch.tell(place, began);
    }
  }

  private static void append(DuckDBConnection database, long from, long to) throws Exception {
    try (DuckDBAppender appender = database.createAppender("main", "records")) {
      for (long n = from; n < to; n++) {
        SmallRecords.Row row = SmallRecords.row(n);
        appender.beginRow();
        appender.append(row.id());
        appender.append(row.side());
        appender.append(row.price());
        appender.append(row.text());
        appender.endRow();
      }
      appender.flush();
    }
  }
}
