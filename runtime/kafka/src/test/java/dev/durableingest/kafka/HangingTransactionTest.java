package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: what was committed stays committed, what was aborted stays aborted, and a run goes on
 * within bounded time, although the brokers have lost the end of a transaction.
 *
 * <p>They do when they are killed between the decision of the coordinator, which is all that a
 * client waits for, and the marks in the partitions: a broker that comes back may be coordinator
 * again before its partitions have a leader, takes them for deleted, and leaves the marks out
 * (KAFKA-20734; seen with brokers 4.4.0). The topic then has no end that a reader could reach, the
 * coordinator calls the transaction complete, and runs waited for a decision that would never come.
 *
 * <p>Method: the way between brokers is cut, so that no mark is written; the broker is killed and
 * started again. Whether it then loses the mark is up to its start; both must be well.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HangingTransactionTest {
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final String LEASE = "create=true&lease=1s";
  private static final String HASTY =
      LEASE + "&delivery.timeout.ms=3000&request.timeout.ms=1000&max.block.ms=3000";

  private Broker broker;
  private String topic = "";
  private URI url;
  private long lostBefore;

  @BeforeEach
  void makeTopic() throws Exception {
    broker = TestBroker.running();
    topic = TestBroker.newName("hanging");
    broker.createTopic(topic, 1, Map.of());
    url = Broker.url(broker.address(), LEASE);
    lostBefore = lost();
  }

  @AfterEach
  void mend() throws Exception {
    broker.internal().refuse(false);
    System.out.println(
        "HangingTransactionTest: the broker has lost " + (lost() - lostBefore) + " ends");
  }

  @Test
  void whatWasCommittedIsReadBackByTheRunThatGoesOn() throws Exception {
    try (Run run = new Run(url, topic).start()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        run.write(5);
        CheckpointDocument saved = run.save(5, () -> broker.internal().refuse(true));
        restart();

        CheckpointDocument stored = run.reread();

        assertThat(stored).isEqualTo(saved);
        run.document = stored;
        run.commit(5);
      }
      assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(10L * KILLS));
    }
  }

  @Test
  void whatWasCommittedIsReadBackByTheNextRun() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      Run first = new Run(url, topic).start();
      first.write(5);
      CheckpointDocument saved = first.save(5, () -> broker.internal().refuse(true));
      restart();

      try (Run second = new Run(url, topic).start()) {
        assertThat(second.document.events()).isEqualTo(saved.events());
        second.commit(5);
      }
      first.close();
    }
    assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(10L * KILLS));
  }

  @Test
  void whatWasAbortedIsNotCommittedByTheNextRecords() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      Run first = new Run(url, topic).start();
      first.commit(5);
      first.write(7);
      broker.internal().refuse(true);
      try (Run second = new Run(Broker.url(broker.address(), HASTY), topic)) {
        assertThatThrownBy(() -> second.store.acquire(second.document)).isNotNull();
      }
      restart();

      try (Run third = new Run(url, topic).start()) {
        assertThat(third.document.events()).isEqualTo(first.document.events());
        third.commit(5);
      }
      first.close();
    }
    assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(10L * KILLS));
  }

  private void restart() throws Exception {
    broker.kill();
    broker.internal().refuse(false);
    broker.start();
  }

  private long lost() throws Exception {
    return broker.timesLogged("Couldn't find leader endpoint for partitions");
  }
}
