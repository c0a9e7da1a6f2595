package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BootstrapResolutionException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Says of what the Kafka clients throw what to do about it, and puts it into one line. */
final class KafkaFailure {
  // Not to be repeated with the same producer; nothing is wrong with the batch.
  private static final Set<Class<? extends ApiException>> PRODUCER_IS_LOST =
      Set.of(
          InvalidPidMappingException.class,
          InvalidProducerEpochException.class,
          InvalidTxnStateException.class,
          OutOfOrderSequenceException.class,
          TransactionAbortableException.class,
          TransactionAbortedException.class,
          UnknownProducerIdException.class);

  private KafkaFailure() {}

  /** A client cannot be made, or the cluster does not answer the first questions. */
  static SinkException opening(KafkaUrl url, Throwable thrown) {
    return opening(url, "the topics", thrown);
  }

  /**
   * A client cannot be made, or the cluster does not answer the first questions.
   *
   * @param what what the questions are about
   */
  static SinkException opening(KafkaUrl url, String what, Throwable thrown) {
    if (find(thrown, BootstrapResolutionException.class) != null
        || reason(thrown).contains("No resolvable bootstrap")) {
      return stop(url + ": no host of that name is known. Check the name and the DNS.", thrown);
    }
    return of(url, "Opening " + what, thrown, Verdict.RETRY_SAME);
  }

  /**
   * A step has failed.
   *
   * @param step what was done, as the subject of a sentence
   * @param otherwise the verdict where nothing is wrong with the batch and the outcome is open
   */
  static SinkException of(KafkaUrl url, String step, Throwable thrown, Verdict otherwise) {
    String failed = step + " in " + url + " failed: ";
    if (find(thrown, ProducerFencedException.class) != null) {
      return new SinkException(
          Verdict.FENCED,
          failed
              + "another runner of this pipeline has taken over, or this one stood still for longer"
              + " than its transaction timeout. This one must stop.",
          thrown);
    }
    SinkException definite = definite(url, failed, thrown);
    if (definite != null) {
      return definite;
    }
    if (find(thrown, TimeoutException.class) != null) {
      return new SinkException(
          otherwise,
          failed
              + reason(thrown)
              + " Is the cluster up, is there room on its disks, and does security.protocol="
              + protocol(url)
              + " fit its listener?",
          thrown);
    }
    return new SinkException(otherwise, failed + reason(thrown), thrown);
  }

  /** What the cluster has refused, whatever is tried again. */
  private static @Nullable SinkException definite(KafkaUrl url, String failed, Throwable thrown) {
    if (find(thrown, SslAuthenticationException.class) != null) {
      return stop(
          failed
              + "no TLS connection: "
              + reason(thrown)
              + " Check security.protocol="
              + protocol(url)
              + " and the ssl.truststore properties.",
          thrown);
    }
    if (find(thrown, AuthenticationException.class) != null) {
      return stop(
          failed
              + "the login is refused: "
              + reason(thrown)
              + " Check user, password and sasl.mechanism.",
          thrown);
    }
    if (find(thrown, AuthorizationException.class) != null) {
      return stop(
          failed + reason(thrown) + " Allow this user to describe and write it, see the ACLs.",
          thrown);
    }
    if (find(thrown, RecordTooLargeException.class) != null
        || find(thrown, RecordBatchTooLargeException.class) != null) {
      return new SinkException(
          Verdict.SPLIT,
          failed
              + "a record is larger than its topic takes: "
              + reason(thrown)
              + " Raise max.message.bytes of the topic, or write smaller records.",
          thrown);
    }
    if (find(thrown, UnknownTopicOrPartitionException.class) != null
        || find(thrown, InvalidTopicException.class) != null) {
      return stop(
          failed
              + reason(thrown)
              + " Was the topic deleted? Create it, or add create=true to the URL.",
          thrown);
    }
    boolean isSettled =
        find(thrown, ConfigException.class) != null
            || (find(thrown, ApiException.class) != null
                && find(thrown, RetriableException.class) == null
                && PRODUCER_IS_LOST.stream().noneMatch(lost -> find(thrown, lost) != null));
    return isSettled ? stop(failed + reason(thrown), thrown) : null;
  }

  /** A topic of ours cannot be read to its end, because a transaction of another is open in it. */
  static SinkException undecided(KafkaUrl url, TopicPartition partition) {
    return new SinkException(
        Verdict.RETRY_SAME,
        "Reading "
            + partition.topic()
            + " in "
            + url
            + " waits: somebody else's transaction in it is neither committed nor aborted. Nothing"
            + " else may write this topic; find it with "
            + tool(url, "describe-producers", partition)
            + " and end it there, or wait for its timeout.",
        null);
  }

  /**
   * The brokers have lost the end of a transaction with a checkpoint, and forgotten what it was.
   */
  static SinkException hanging(KafkaUrl url, TopicPartition partition) {
    return stop(
        "The last checkpoint in "
            + partition.topic()
            + " in "
            + url
            + " is in a transaction whose end the brokers have lost (KAFKA-20734), and it is not"
            + " known whether it was committed. To go on before it, which may write its events"
            + " again: "
            + tool(url, "find-hanging", partition)
            + ", then abort.",
        null);
  }

  /** What is told of records that become readable late. */
  static String late(KafkaUrl url, TopicPartition partition) {
    return "The brokers of "
        + url
        + " have lost the end of a committed transaction in "
        + partition
        + " (KAFKA-20734): its records are read only with the next that are committed there.";
  }

  private static String tool(KafkaUrl url, String command, TopicPartition partition) {
    return "kafka-transactions.sh --bootstrap-server "
        + url.servers()
        + " "
        + command
        + " --topic "
        + partition.topic()
        + " --partition "
        + partition.partition();
  }

  /** The failure of this type among the causes, or null. */
  static @Nullable Throwable find(Throwable thrown, Class<?> type) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return at;
      }
    }
    return null;
  }

  /** What the innermost failure says, as a sentence. */
  static String reason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() instanceof KafkaException) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    String line =
        message == null || message.isBlank()
            ? innermost.getClass().getSimpleName()
            : message.lines().findFirst().orElse(message).strip();
    return line.endsWith(".") ? line : line + ".";
  }

  private static SinkException stop(String message, @Nullable Throwable thrown) {
    return new SinkException(Verdict.STOP, message, thrown);
  }

  private static String protocol(KafkaUrl url) {
    String protocol = url.property("security.protocol");
    return protocol == null ? "PLAINTEXT" : protocol;
  }
}
