/** The author's API, the durable loop, the workflow command line and the embedded file stores. */
module dev.durableingest.runtime {
  requires transitive dev.durableingest.annotations;
  requires transitive org.jspecify;
  requires transitive java.net.http;
  requires info.picocli;
  requires java.logging;
  requires jdk.httpserver;
  requires tools.jackson.databind;

  exports dev.durableingest.runtime;
  exports dev.durableingest.runtime.wiring;
  exports dev.durableingest.runtime.sink;
  exports dev.durableingest.runtime.sink.table;
  exports dev.durableingest.runtime.checkpoint;
  exports dev.durableingest.runtime.stream;
  exports dev.durableingest.runtime.pipeline;
  exports dev.durableingest.runtime.profile;
  exports dev.durableingest.runtime.workflow;
  exports dev.durableingest.runtime.polling;
  exports dev.durableingest.runtime.acknowledge to
      dev.durableingest.testkit;
  exports dev.durableingest.runtime.deadletter;
  exports dev.durableingest.runtime.source to
      dev.durableingest.testkit;
  exports dev.durableingest.runtime.time to
      dev.durableingest.testkit;
  exports dev.durableingest.runtime.file to
      dev.durableingest.duckdb,
      dev.durableingest.testkit;
  exports dev.durableingest.runtime.text to
      dev.durableingest.kafka,
      dev.durableingest.moose;

  uses dev.durableingest.runtime.profile.ProfileProvider;
  uses dev.durableingest.runtime.sink.SinkProvider;
  uses dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
  uses dev.durableingest.runtime.deadletter.DeadLetterProvider;

  provides dev.durableingest.runtime.sink.SinkProvider with
      dev.durableingest.runtime.sink.file.FileStreamProvider;
  provides dev.durableingest.runtime.checkpoint.CheckpointStoreProvider with
      dev.durableingest.runtime.checkpoint.file.FileCheckpointStoreProvider;
  provides dev.durableingest.runtime.deadletter.DeadLetterProvider with
      dev.durableingest.runtime.deadletter.DeadLetterFileProvider;
}
