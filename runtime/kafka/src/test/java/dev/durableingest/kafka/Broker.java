package dev.durableingest.kafka;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A real broker and controller in a process of its own, which can be killed and started again on
 * the same data. It has a listener for whoever wants one: plain, behind a proxy, with logins, with
 * TLS and logins. Topics are made on request only. A second one may join it.
 */
final class Broker implements AutoCloseable {
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
  private static final Duration START_MAX = Duration.ofSeconds(240);
  private static final int PORTS_FROM = 10_000;
  private static final int PORTS_TO = 32_000;

  private final Path folder;
  private final Broker controller;
  private final int[] ports = freePorts(6);
  private final Proxy proxy;
  private final Proxy internal;
  private final BrokerTopics topics = new BrokerTopics(this);
  private Process process;

  private Broker(Path folder, Broker controller) throws IOException {
    this.folder = folder;
    this.controller = controller == null ? this : controller;
    this.proxy = new Proxy(ports[1]);
    this.internal = new Proxy(ports[5]);
  }

  /** Starts a broker with its data in this folder. */
  static Broker start(Path folder) throws Exception {
    return started(List.of(new Broker(folder, null)), Map.of()).get(0);
  }

  /**
   * Starts two brokers, the first of which is the controller. What transactions have come to is
   * kept by both, and nothing of it is decided by one alone.
   */
  static List<Broker> startTwo(Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "transaction.state.log.replication.factor", "2", "transaction.state.log.min.isr", "2");
    Broker first = new Broker(Files.createDirectory(folder.resolve("first")), null);
    Broker second = new Broker(Files.createDirectory(folder.resolve("second")), first);
    return started(List.of(first, second), settings);
  }

  /** Starts them side by side. */
  private static List<Broker> started(List<Broker> brokers, Map<String, String> settings)
      throws Exception {
    try {
      for (Broker broker : brokers) {
        broker.configure(settings);
        broker.launch();
      }
      for (Broker broker : brokers) {
        broker.awaitAnswer();
      }
      return brokers;
    } catch (Exception | Error e) {
      for (Broker broker : brokers) {
        broker.close();
      }
      throw e;
    }
  }

  private void configure(Map<String, String> settings) throws Exception {
    makeCertificate();
    Map<String, String> properties = properties();
    properties.putAll(settings);
    Files.write(
        folder.resolve("server.properties"),
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue())
            .toList());
  }

  /** Starts the process again, on its old data, and waits until it answers. */
  void start() throws Exception {
    launch();
    awaitAnswer();
  }

  private void launch() throws IOException {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx512m")));
    command.addAll(List.of(Main.class.getName(), folder.resolve("server.properties").toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
  }

  private void awaitAnswer() throws Exception {
    long begun = System.nanoTime();
    while (true) {
      try (Admin admin = admin(address(), Map.of("request.timeout.ms", "2000"))) {
        // It answers a moment before it is in service.
        if (admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).stream()
            .anyMatch(node -> node.port() == ports[0])) {
          return;
        }
        Thread.sleep(50);
      } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
        if (!process.isAlive() || System.nanoTime() - begun > START_MAX.toNanos()) {
          throw new IllegalStateException("No broker:\n" + Files.readString(log().toPath()), e);
        }
      }
    }
  }

  /** Kills the process as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Lets no file of the broker become larger than this, as if its disk were full.
   *
   * @return whether that can be done here
   */
  boolean limitFiles(long bytes) throws InterruptedException {
    String[] limit = {
      "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":unlimited"
    };
    try {
      return new ProcessBuilder(limit).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until the process has ended by itself. */
  void awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("The broker goes on, see " + log());
    }
  }

  /** What stands between the broker and those who use {@link #proxied}. */
  Proxy proxy() {
    return proxy;
  }

  /** What stands between brokers: the ends of transactions go this way. */
  Proxy internal() {
    return internal;
  }

  /** How often the broker has logged this. */
  long timesLogged(String text) throws IOException {
    return Files.readAllLines(log().toPath()).stream().filter(line -> line.contains(text)).count();
  }

  /** The listener without anything. */
  String address() {
    return "127.0.0.1:" + ports[0];
  }

  /** The listener behind the proxy. */
  String proxied() {
    return "127.0.0.1:" + proxy.port();
  }

  /** The listener that wants a login, PLAIN or SCRAM-SHA-512. */
  String withLogin() {
    return "127.0.0.1:" + ports[2];
  }

  /** The listener that wants TLS and a login. */
  String withTls() {
    return "localhost:" + ports[3];
  }

  /** A URL with parameters. */
  static URI url(String address, String... parameters) {
    String query = String.join("&", parameters);
    return URI.create("kafka://" + address + (query.isEmpty() ? "" : "?" + query));
  }

  /** What trusts the certificate of the broker. */
  Path truststore() {
    return folder.resolve("broker.p12");
  }

  /** A client for tests; the caller closes it. */
  Admin admin() {
    return admin(address(), Map.of());
  }

  /**
   * A client at a listener. Its requests have time: one that is sent again because the broker stood
   * still would be told that it is done already.
   */
  static Admin admin(String address, Map<String, String> more) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", address);
    settings.put("request.timeout.ms", "100000");
    settings.put("default.api.timeout.ms", "200000");
    settings.putAll(more);
    return Admin.create(settings);
  }

  /** Makes a topic, and waits until it can be used. */
  void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
    topics.create(new NewTopic(name, partitions, (short) 1).configs(settings));
  }

  /** Makes a topic of one partition, which these brokers have. */
  void createTopicAt(List<Integer> brokers, String name, Map<String, String> settings)
      throws Exception {
    topics.create(new NewTopic(name, Map.of(0, brokers)).configs(settings));
  }

  /** What else can be done to topics. */
  BrokerTopics topics() {
    return topics;
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.destroyForcibly();
    }
    proxy.close();
    internal.close();
  }

  private File log() {
    return folder.resolve("broker.log").toFile();
  }

  private void makeCertificate() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                truststore().toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("No certificate: " + Files.readString(log().toPath()));
    }
  }

  private Map<String, String> properties() {
    String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    String users = "user_alice=\"alice-secret\" user_bob=\"bob-secret\";";
    Map<String, String> properties = new LinkedHashMap<>();
    boolean isController = controller == this;
    properties.put("process.roles", isController ? "broker,controller" : "broker");
    properties.put("node.id", isController ? "1" : "2");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controller.ports[4]);
    properties.put("controller.listener.names", "CONTROLLER");
    String listeners =
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,LOGIN://127.0.0.1:%d,TLS://localhost:%d,"
            + "INTERNAL://127.0.0.1:%d";
    properties.put(
        "listeners",
        listeners.formatted(ports[0], ports[1], ports[2], ports[3], ports[5])
            + (isController ? ",CONTROLLER://127.0.0.1:" + ports[4] : ""));
    properties.put(
        "advertised.listeners",
        listeners.formatted(ports[0], proxy.port(), ports[2], ports[3], internal.port()));
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,LOGIN:SASL_PLAINTEXT,TLS:SASL_SSL,"
            + "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT");
    properties.put("inter.broker.listener.name", "INTERNAL");
    properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    for (String listener : List.of("login", "tls")) {
      String of = "listener.name." + listener;
      properties.put(of + ".plain.sasl.jaas.config", plain + users);
      properties.put(of + ".scram-sha-512.sasl.jaas.config", scram);
    }
    properties.put("ssl.keystore.location", truststore().toString());
    properties.put("ssl.keystore.password", "changeit");
    properties.put("ssl.keystore.type", "PKCS12");
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:ANONYMOUS;User:alice;User:carol");
    properties.put("auto.create.topics.enable", "false");
    // A broker that comes back waits until the session of the killed one is over.
    properties.put("broker.session.timeout.ms", "5000");
    properties.put("broker.heartbeat.interval.ms", "400");
    properties.put("initial.broker.registration.timeout.ms", "240000");
    properties.put("log.dirs", folder.resolve("data").toString());
    properties.put("log.cleaner.dedupe.buffer.size", "4194304");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      properties.put(topic + ".num.partitions", "1");
      properties.put(topic + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    return properties;
  }

  /**
   * None of those that the system gives to connections, which one of them could take before a
   * broker does, or while it is down.
   */
  private static int[] freePorts(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(PORTS_FROM, PORTS_TO);
      try (ServerSocket socket = new ServerSocket(port)) {
        ports.add(socket.getLocalPort());
      } catch (BindException e) {
        // Somebody listens there.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ports.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The process of the broker. */
  static final class Main {
    public static void main(String[] arguments) throws Exception {
      Path properties = Path.of(arguments[0]);
      if (Files.notExists(properties.resolveSibling("data").resolve("meta.properties"))) {
        format(properties.toString());
      }
      kafka.Kafka.main(new String[] {properties.toString()});
    }

    private static void format(String properties) {
      String[] format = {
        "format",
        "--cluster-id",
        CLUSTER,
        "--config",
        properties,
        "--add-scram",
        "SCRAM-SHA-512=[name=carol,password=carol-secret]"
      };
      int code = kafka.tools.StorageTool.execute(format, new PrintStream(System.out, true));
      if (code != 0) {
        System.exit(code);
      }
    }
  }
}
