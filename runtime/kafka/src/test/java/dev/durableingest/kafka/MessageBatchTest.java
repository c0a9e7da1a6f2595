package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.kafka.Numbers.Row;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageBatchTest {

  @Test
  void countsTheBytesOfKeysAndValuesSoThatABatchOfLargeRecordsIsClosedInTime() throws Exception {
    ResourceBinding<?, Row, ?> resource = Numbers.into(SinkTarget.stream("numbers", "color"));
    Map<String, Route> routes = Route.of(List.of(resource));
    MessageBatch batch = new MessageBatch(routes, new JsonRecordWriter());
    assertThat(batch.bytes()).isZero();

    batch.add(resource, new Row(1, "green", "x"));
    batch.add(resource, new Row(2, null, "x".repeat(10_000)));

    assertThat(batch.bytes())
        .isEqualTo(
            "green".length()
                + "{\"number\":1,\"color\":\"green\",\"text\":\"x\"}".length()
                + "{\"number\":2,\"color\":null,\"text\":\"\"}".length()
                + 10_000);
  }
}
