/** Streams in Kafka topics, and checkpoints in their transactions. Found by the scheme kafka. */
module dev.durableingest.kafka {
  requires dev.durableingest.runtime;
  requires java.logging;
  requires kafka.clients;

  provides dev.durableingest.runtime.sink.SinkProvider with
      dev.durableingest.kafka.KafkaStreamProvider;
  provides dev.durableingest.runtime.checkpoint.CheckpointStoreProvider with
      dev.durableingest.kafka.KafkaCheckpointStoreProvider;
  provides dev.durableingest.runtime.deadletter.DeadLetterProvider with
      dev.durableingest.kafka.KafkaDeadLetterProvider;
}
