package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The limit of files: lines that were encoded beforehand, appended and forced as often as ours are,
 * without a checkpoint.
 */
final class RawAppend {
  private static final int PER_FORCE = PipelineOptions.defaults().batchMaxRecords();

  private RawAppend() {}

  /** Arguments: place, number of records. */
  public static void main(String[] arguments) throws Exception {
    String place = arguments[0];
    long records = Long.parseLong(arguments[1]);
    Path folder = Path.of(place.substring(place.indexOf(':') + 1, place.indexOf('#')));
    SmallRecords.Codec codec = new SmallRecords.Codec();
    JsonRecordWriter json = new JsonRecordWriter();
    for (int n = 0; n < PER_FORCE; n++) {
      json.writeLine(codec, SmallRecords.row(n));
    }
    ByteBuffer full = ByteBuffer.allocateDirect(json.length()).put(json.bytes()).flip();
    json.clear();
    for (int n = 0; n < records % PER_FORCE; n++) {
      json.writeLine(codec, SmallRecords.row(n));
    }
    long began = System.nanoTime();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("raw.ndjson"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long batch = 0; batch < records / PER_FORCE; batch++) {
        append(file, full.duplicate());
      }
      append(file, json.bytes());
    }
    Stopwatch.tell(place, began);
  }

  private static void append(FileChannel file, ByteBuffer lines) throws java.io.IOException {
    while (lines.hasRemaining()) {
      file.write(lines);
    }
    file.force(false);
  }
}
