package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a URL may say, and what is said of one that says something else. */
final class KafkaUrlTest {
  @TempDir Path folder;

  @Test
  void readsServersAndParameters() throws Exception {
    KafkaUrl url =
        KafkaUrl.parse(
            URI.create(
                "kafka://a:9092,b:9093?create=true&partitions=6&replication=2&lease=20s"
                    + "&compression.type=zstd"));

    assertThat(url.servers()).isEqualTo("a:9092,b:9093");
    assertThat(url.isCreating()).isTrue();
    assertThat(url.partitions()).hasValue(6);
    assertThat(url.replication()).hasValue(2);
    assertThat(url.lease()).isEqualTo(Duration.ofSeconds(20));
    assertThat(url.properties()).containsOnly(java.util.Map.entry("compression.type", "zstd"));
  }

  @Test
  void aLoginIsEncryptedUnlessItIsAskedForInTheClear() throws Exception {
    KafkaUrl safe = KafkaUrl.parse(URI.create("kafka://me:p%40ss%22@a:9092"));
    KafkaUrl clear =
        KafkaUrl.parse(
            URI.create(
                "kafka://me:pass@a:9092?security.protocol=SASL_PLAINTEXT"
                    + "&sasl.mechanism=SCRAM-SHA-512"));

    assertThat(safe.property("security.protocol")).isEqualTo("SASL_SSL");
    assertThat(safe.property("sasl.mechanism")).isEqualTo("PLAIN");
    assertThat(safe.property("sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
                + " password=\"p@ss\\\"\";");
    assertThat(safe).hasToString("kafka://a:9092");
    assertThat(clear.property("security.protocol")).isEqualTo("SASL_PLAINTEXT");
    assertThat(clear.property("sasl.jaas.config")).contains("scram.ScramLoginModule");
  }

  @Test
  void secretsMayStandInAFileThatKafkasOwnToolsRead() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(
        file, "bootstrap.servers=other:1\nsecurity.protocol=SSL\nssl.key.password=hush\n");

    KafkaUrl url = KafkaUrl.parse(URI.create("kafka://a:9092?properties=" + file));

    assertThat(url.servers()).isEqualTo("a:9092");
    assertThat(url.property("security.protocol")).isEqualTo("SSL");
    assertThat(url.property("ssl.key.password")).isEqualTo("hush");
    assertThat(url.toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          kafka:topic                       | 'kafka:topic' names no brokers. Write kafka://broker:9092, or several with commas.
          kafka://a:9092/topic              | 'kafka://a:9092/topic' names no brokers. Write kafka://broker:9092, or several with commas.
          kafka://a                         | 'kafka://a': 'a' is no host:port. Write kafka://broker:9092.
          kafka://me:pass@a                 | 'kafka://***@a': 'a' is no host:port. Write kafka://broker:9092.
          kafka://a:1?creat=true            | 'kafka://a:1?creat=true' has the unknown parameter 'creat'. Did you mean 'create'? There are create, lease, partitions, properties, replication, and the properties of the Kafka clients, such as compression.type.
          kafka://a:1?create                | 'kafka://a:1?create' has a parameter without a value. Write ?create=true.
          kafka://a:1?create=yes            | 'kafka://a:1?create=yes': create is true or false, not yes
          kafka://a:1?partitions=0          | 'kafka://a:1?partitions=0': partitions=0 is not a number from 1 to 99999.
          kafka://a:1?lease=soon            | 'kafka://a:1?lease=soon': lease=soon is not a duration such as 15s.
          kafka://a:1?acks=1                | kafka://a:1?acks=1: 'acks' is set here already, because what is promised depends on it.
          kafka://a:1?transactional.id=x    | kafka://a:1: 'transactional.id' is set here already, because what is promised depends on it.
          kafka://a:1?compresion.type=lz4   | kafka://a:1: the Kafka clients have no property 'compresion.type'. Did you mean 'compression.type'?
          kafka://a:1?properties=no.where   | There is no file 'no.where' of Kafka properties.
          """)
  void tellsWhatIsWrongInOneLine(String url, String message) {
    assertThatThrownBy(() -> KafkaUrl.parse(URI.create(url))).hasMessage(message);
  }
}
