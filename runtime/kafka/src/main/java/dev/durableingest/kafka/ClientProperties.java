package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.text.ClosestName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a user may set of the Kafka clients, and where a login goes. */
final class ClientProperties {
  /** What a promise depends on, so that it is ours to set. */
  private static final Set<String> OURS =
      Set.of(
          "acks",
          "bootstrap.servers",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "max.in.flight.requests.per.connection",
          "partitioner.class",
          "retries",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private static final Set<String> KNOWN = known();

  private ClientProperties() {}

  /**
   * Reads a file of properties, as Kafka's own tools do.
   *
   * @throws SinkException with {@code Stop} when it cannot be read
   */
  static Map<String, String> read(String file) throws SinkException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw SinkException.stop("There is no file '" + file + "' of Kafka properties.");
    } catch (IOException | IllegalArgumentException e) {
      throw SinkException.stop(
          "The Kafka properties in '" + file + "' cannot be read: " + e.getMessage() + ".");
    }
    Map<String, String> byName = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> byName.put(name, value(properties, name)));
    // A file that is shared with other tools names the brokers, too; the URL has them already.
    byName.remove(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    return byName;
  }

  /**
   * Checks that the clients know these properties and leave them to the user.
   *
   * @param where where they were found, for the message
   * @throws SinkException with {@code Stop} when one is unknown or ours
   */
  static void requireKnown(Collection<String> names, String where) throws SinkException {
    for (String name : names) {
      if (OURS.contains(name)) {
        throw SinkException.stop(
            where
                + ": '"
                + name
                + "' is set here already, because what is promised depends on it.");
      }
      if (name.contains(".") && !KNOWN.contains(name)) {
        String guess =
            ClosestName.guess(name, KNOWN).map(g -> " Did you mean '" + g + "'?").orElse("");
        throw SinkException.stop(
            where + ": the Kafka clients have no property '" + name + "'." + guess);
      }
    }
  }

  /**
   * Sets what logs in with a user and a password. Without a word about it, the connection is
   * encrypted: a password does not travel in the clear by accident.
   *
   * @param login user, colon, password
   */
  static void putLogin(Map<String, String> properties, String login) {
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String password = colon < 0 ? "" : login.substring(colon + 1);
    properties.putIfAbsent("security.protocol", "SASL_SSL");
    String mechanism = properties.computeIfAbsent("sasl.mechanism", name -> "PLAIN");
    String module = mechanism.startsWith("SCRAM-") ? "scram.Scram" : "plain.Plain";
    properties.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security."
            + module
            + "LoginModule required username=\""
            + escaped(user)
            + "\" password=\""
            + escaped(password)
            + "\";");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String value(Properties properties, String name) {
    return properties.getProperty(name, "").strip();
  }

  private static Set<String> known() {
    Set<String> names = new TreeSet<>(ProducerConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return names;
  }
}
