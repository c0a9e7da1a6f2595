package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The peer: Kafka Connect, standalone, with its own FileStreamSource, which reads the records as
 * lines of a file that was written before. Offsets are kept in a file, its producer is tuned as the
 * raw one.
 *
 * @param classPath of Kafka Connect, which wants other versions than we do
 */
record ConnectContestant(String classPath) implements Contestant {
  @Override
  public String name() {
    return "Kafka Connect, file source";
  }

  @Override
  public Process start(String place, long records, Path log) throws IOException {
    OurPipeline.Place target = OurPipeline.Place.of(place);
    Path folder = Files.createTempDirectory("benchmark");
    Path lines = folder.resolve("records.ndjson");
    lines.toFile().deleteOnExit();
    writeLines(lines, records);
    Path worker = folder.resolve("worker.properties");
    Files.write(worker, worker(target, folder));
    Path connector = folder.resolve("connector.properties");
    Files.write(
        connector,
        List.of(
            "name=" + target.name(),
            "connector.class=org.apache.kafka.connect.file.FileStreamSourceConnector",
            "tasks.max=1",
            "batch.size=10000",
            "file=" + lines,
            "topic=" + target.name()));
    String main = "org.apache.kafka.connect.cli.ConnectStandalone";
    List<String> arguments = List.of(worker.toString(), connector.toString());
    return JavaContestant.start(classPath, main, arguments, log);
  }

  private static List<String> worker(OurPipeline.Place target, Path folder) {
    return List.of(
        "bootstrap.servers=" + target.url().getRawAuthority(),
        "key.converter=org.apache.kafka.connect.storage.StringConverter",
        "value.converter=org.apache.kafka.connect.storage.StringConverter",
        "offset.storage.file.filename=" + folder.resolve("offsets"),
        "plugin.discovery=only_scan",
        "listeners=http://127.0.0.1:0",
        "producer.acks=all",
        "producer.compression.type=lz4",
        "producer.batch.size=" + RawProducer.BATCH_BYTES,
        "producer.linger.ms=" + RawProducer.LINGER_MILLIS);
  }

  private static void writeLines(Path file, long records) throws IOException {
    JsonRecordWriter json = new JsonRecordWriter();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long n = 0; n < records; n++) {
        out.write(SmallRecords.json(json, SmallRecords.row(n)));
        out.write('\n');
      }
    }
  }
}
