package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * The limit of ClickHouse: rows that were encoded and compressed beforehand, inserted in blocks as
 * large as ours, with the settings of ours, into a table as ours; no checkpoint, no redo log.
 */
final class RawInsert {
  private static final int PER_BLOCK = PipelineOptions.defaults().batchMaxRecords();
  private static final String TABLE =
      "CREATE TABLE records (id Int64, side String, price Float64, text String) ENGINE = MergeTree"
          + " ORDER BY (id) SETTINGS non_replicated_deduplication_window = 1000";
  private static final String INSERT =
      "INSERT INTO records (id, side, price, text) FORMAT RowBinary";
  private static final String SETTINGS =
      "insert_deduplicate=1&deduplicate_blocks_in_dependent_materialized_views=1&async_insert=0"
          + "&wait_for_async_insert=1&wait_end_of_query=1&max_insert_block_size=2000000"
          + "&min_insert_block_size_rows=0&min_insert_block_size_bytes=0";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  private RawInsert(URI url) {
    this.url = url;
  }

  /** Arguments: place, number of records. */
  public static void main(String[] arguments) throws Exception {
    OurPipeline.Place place = OurPipeline.Place.of(arguments[0]);
    long records = Long.parseLong(arguments[1]);
    RawInsert raw = new RawInsert(place.url());
    byte[] full = block(PER_BLOCK);
    byte[] rest = block((int) (records % PER_BLOCK));
    raw.send("", BodyPublishers.ofString(TABLE), "identity");
    long began = System.nanoTime();
    for (long n = 0; n < records; n += PER_BLOCK) {
      raw.insert(records - n < PER_BLOCK ? rest : full, n);
    }
    Stopwatch.tell(arguments[0], began);
  }

  private void insert(byte[] block, long number) throws IOException, InterruptedException {
    String query =
        "&" + SETTINGS + "&insert_deduplication_token=" + number + "&query=" + encode(INSERT);
    send(query, BodyPublishers.ofByteArray(block), "lz4");
  }

  private void send(String query, BodyPublisher body, String encoding)
      throws IOException, InterruptedException {
    String[] user = url.getUserInfo().split(":", 2);
    String database = url.getPath().substring(1);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + url.getPort() + "/?database=" + database + query))
            .header("X-ClickHouse-User", user[0])
            .header("X-ClickHouse-Key", user[1])
            .header("Content-Encoding", encoding)
            .POST(body)
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  private static byte[] block(int rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(bytes)) {
      for (int n = 0; n < rows; n++) {
        out.write(rowBinary(SmallRecords.row(n)));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] rowBinary(SmallRecords.Row row) {
    ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(row.id());
    putString(out, row.side());
    out.putDouble(row.price());
    putString(out, row.text());
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** A short one: its length takes one byte. */
  private static void putString(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.put((byte) bytes.length).put(bytes);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
