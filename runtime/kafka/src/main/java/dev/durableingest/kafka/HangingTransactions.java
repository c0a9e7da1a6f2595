package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that are over for their coordinator and still open in a partition, because the end
 * was never written there. Brokers lose it when they are killed right after a commit: a coordinator
 * that comes up before the leader of a partition takes that partition for deleted (KAFKA-20734).
 *
 * <p>Who reads what is committed stops before one for good, and the next transaction of the same
 * producer in that partition decides it with its own end, right or wrong. So each is decided as its
 * coordinator did, after the fence and before anything else is written.
 */
final class HangingTransactions {
  private HangingTransactions() {}

  /** What became of a transaction. */
  enum Outcome {
    COMMITTED,
    ABORTED,
    /** Its coordinator has forgotten it. */
    UNKNOWN
  }

  /**
   * How the last transaction of a pipeline stood before the fence, which makes the coordinator
   * forget it.
   *
   * @param producerId which producer it was
   * @param epoch its epoch, one more than that of the records once the end is decided
   * @param state how it stood
   */
  record Last(long producerId, int epoch, TransactionState state) {
    static Last of(TransactionDescription description) {
      return new Last(description.producerId(), description.producerEpoch(), description.state());
    }

    /** Whether it was committed. */
    boolean isCommitted() {
      return state == TransactionState.COMPLETE_COMMIT || state == TransactionState.PREPARE_COMMIT;
    }

    /** What became of the transaction with records of this epoch, now that the fence is passed. */
    Outcome outcome(int recordEpoch) {
      boolean isEnded = epoch == recordEpoch + 1;
      if (isEnded && isCommitted()) {
        return Outcome.COMMITTED;
      }
      boolean isAborted =
          isEnded
              && (state == TransactionState.COMPLETE_ABORT
                  || state == TransactionState.PREPARE_ABORT);
      boolean isFenced = epoch == recordEpoch && state == TransactionState.ONGOING;
      return isAborted || isFenced ? Outcome.ABORTED : Outcome.UNKNOWN;
    }
  }

  /**
   * The partitions in which a transaction of the producer hangs, and what became of it.
   *
   * @param topics asks the cluster
   * @param names topics to look at; one that does not exist has none
   * @param last how the last transaction stood before the fence
   * @throws SinkException when the cluster does not answer
   */
  static Map<TopicPartition, Outcome> find(Topics topics, Collection<String> names, Last last)
      throws SinkException {
    List<TopicPartition> partitions = undecided(topics, topics.existing(names).values());
    Map<TopicPartition, Outcome> found = new HashMap<>();
    if (partitions.isEmpty()) {
      return found;
    }
    var states = topics.answer(topics.admin().describeProducers(partitions).all());
    states.forEach(
        (partition, state) -> {
          for (ProducerState producer : state.activeProducers()) {
            if (producer.producerId() == last.producerId()
                && producer.currentTransactionStartOffset().isPresent()) {
              found.put(partition, last.outcome(producer.producerEpoch()));
            }
          }
        });
    return found;
  }

  /** The partitions in which anybody's transaction is open. */
  private static List<TopicPartition> undecided(Topics topics, Collection<TopicDescription> all)
      throws SinkException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : all) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    var stable = topics.ends(partitions, IsolationLevel.READ_COMMITTED);
    var written = topics.ends(partitions, IsolationLevel.READ_UNCOMMITTED);
    List<TopicPartition> undecided = new ArrayList<>();
    written.forEach(
        (partition, end) -> {
          Long decided = stable.get(partition);
          if (decided == null || decided < end) {
            undecided.add(partition);
          }
        });
    return undecided;
  }
}
