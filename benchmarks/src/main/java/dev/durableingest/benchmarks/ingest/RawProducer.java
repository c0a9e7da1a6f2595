package dev.durableingest.benchmarks.ingest;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit: a tuned producer that is given bytes which were encoded beforehand, and keeps no
 * checkpoint; as durable as ours. With transactions it commits as often as ours.
 */
final class RawProducer {
  static final int BATCH_BYTES = 256 << 10;
  static final int LINGER_MILLIS = 5;

  private static final int DISTINCT = 1 << 16;
  private static final int PER_TRANSACTION = PipelineOptions.defaults().batchMaxRecords();

  private RawProducer() {}

  /** Arguments: place, number of records, {@code plain} or {@code transactional}. */
  public static void main(String[] arguments) throws Exception {
    OurPipeline.Place place = OurPipeline.Place.of(arguments[0]);
    long records = Long.parseLong(arguments[1]);
    boolean isTransactional = arguments[2].equals("transactional");
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", place.url().getRawAuthority());
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("compression.type", "lz4");
    config.put("batch.size", BATCH_BYTES);
    config.put("buffer.memory", 64 << 20);
    config.put("linger.ms", LINGER_MILLIS);
    if (isTransactional) {
      config.put("transactional.id", place.name());
    }
    byte[][] encoded = new byte[DISTINCT][];
    JsonRecordWriter json = new JsonRecordWriter();
    for (int n = 0; n < DISTINCT; n++) {
      encoded[n] = SmallRecords.json(json, SmallRecords.row(n));
    }
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      if (isTransactional) {
        producer.initTransactions();
      }
      for (long n = 0; n < records; n++) {
        if (isTransactional && n % PER_TRANSACTION == 0) {
          producer.beginTransaction();
        }
        byte[] value = encoded[(int) (n % DISTINCT)];
        Future<RecordMetadata> unused =
            producer.send(new ProducerRecord<>(place.name(), 0, null, value));
        boolean isLast = n == records - 1 || (n + 1) % PER_TRANSACTION == 0;
        if (isTransactional && isLast) {
          producer.commitTransaction();
        }
      }
      producer.flush();
    }
  }
}
