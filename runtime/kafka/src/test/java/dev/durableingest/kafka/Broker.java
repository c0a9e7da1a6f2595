package dev.durableingest.kafka;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real broker and controller in a process of its own, which can be killed and started again on
 * the same data. It has a listener for whoever wants one: plain, behind a proxy, with logins, with
 * TLS and logins. Topics are made on request only. A second one may join it.
 */
final class Broker implements AutoCloseable {
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
  private static final Duration START_MAX = Duration.ofSeconds(90);

  private final Path folder;
  private final Broker controller;
  private final int[] ports = freePorts(6);
  private final Proxy proxy;
  private final Proxy internal;
  private Process process;

  private Broker(Path folder, Broker controller) throws IOException {
    this.folder = folder;
    this.controller = controller == null ? this : controller;
    this.proxy = new Proxy(ports[1]);
    this.internal = new Proxy(ports[5]);
  }

  /** Starts a broker with its data in this folder. */
  static Broker start(Path folder) throws Exception {
    return started(new Broker(folder, null), Map.of());
  }

  /**
   * Starts two brokers, the first of which is the controller. What transactions have come to is
   * kept by both, and nothing of it is decided by one alone.
   */
  static List<Broker> startTwo(Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "transaction.state.log.replication.factor", "2", "transaction.state.log.min.isr", "2");
    Broker first =
        started(new Broker(Files.createDirectory(folder.resolve("first")), null), settings);
    try {
      Path second = Files.createDirectory(folder.resolve("second"));
      return List.of(first, started(new Broker(second, first), settings));
    } catch (Exception | Error e) {
      first.close();
      throw e;
    }
  }

  private static Broker started(Broker broker, Map<String, String> settings) throws Exception {
    try {
      broker.makeCertificate();
      Map<String, String> properties = broker.properties();
      properties.putAll(settings);
      Files.write(
          broker.folder.resolve("server.properties"),
          properties.entrySet().stream()
              .map(property -> property.getKey() + "=" + property.getValue())
              .toList());
      broker.start();
      return broker;
    } catch (Exception | Error e) {
      broker.close();
      throw e;
    }
  }

  /** Starts the process again, on its old data, and waits until it answers. */
  void start() throws Exception {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx512m")));
    command.addAll(List.of(Main.class.getName(), folder.resolve("server.properties").toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    long begun = System.nanoTime();
    while (true) {
      try (Admin admin = admin()) {
        admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
        return;
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
    return Admin.create(
        Map.of(
            "bootstrap.servers", address(),
            "request.timeout.ms", "2000",
            "default.api.timeout.ms", "20000"));
  }

  /** Makes a topic. */
  void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
    create(new NewTopic(name, partitions, (short) 1).configs(settings));
  }

  /** Makes a topic of one partition, which these brokers have. */
  void createTopicAt(List<Integer> brokers, String name, Map<String, String> settings)
      throws Exception {
    create(new NewTopic(name, Map.of(0, brokers)).configs(settings));
  }

  private void create(NewTopic topic) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /** Changes a setting of a topic that is there. */
  void configure(String topic, String setting, String value) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
          .all()
          .get();
    }
  }

  /** Lets bob, who may do nothing otherwise, use a topic, or not any more. */
  void permit(String topic, boolean isAllowed) throws Exception {
    AclBinding rule =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:bob", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    try (Admin admin = admin()) {
      if (isAllowed) {
        admin.createAcls(List.of(rule)).all().get();
      } else {
        admin.deleteAcls(List.of(rule.toFilter())).all().get();
      }
    }
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
    properties.put("broker.session.timeout.ms", "2000");
    properties.put("broker.heartbeat.interval.ms", "400");
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

  private static int[] freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
