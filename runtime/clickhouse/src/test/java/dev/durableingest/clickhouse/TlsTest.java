package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.clickhouse.engine.TlsProxy;
import dev.durableingest.runtime.sink.Finding;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real engine behind TLS: a certificate that is trusted, one that is not, and mix-ups. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsTest {
  private static final long LAST = 1_000;

  @TempDir Path folder;
  private EngineProcess engine;
  private String database = "";

  @BeforeEach
  void makeDatabase() {
    engine = Engines.shared();
    database = Engines.newDatabase(engine);
  }

  @Test
  void ingestsOverTlsWithACertificateThatIsTrusted() throws Exception {
    String said;
    try (TlsProxy proxy = TlsProxy.start(engine.port(), "localhost", folder)) {
      said = ingest(secure(proxy.port()), proxy.store());
    }
    assertThat(engine.ask("SELECT count(), min(id), max(id) FROM " + database + ".numbers"))
        .as(said)
        .isEqualTo(LAST + "\t1\t" + LAST);
  }

  @Test
  void refusesACertificateThatNobodyTrustsOrThatIsForAnotherHost() throws Exception {
    try (TlsProxy proxy = TlsProxy.start(engine.port(), "localhost", folder)) {
      assertThat(check(secure(proxy.port())))
          .contains("The certificate of clickhouse://localhost:")
          .contains("is not accepted", "-Djavax.net.ssl.trustStore=FILE");
    }
    try (TlsProxy proxy = TlsProxy.start(engine.port(), "elsewhere.example", folder)) {
      assertThat(ingest(secure(proxy.port()), proxy.store()))
          .contains("The certificate of clickhouse://localhost:")
          .contains("is not accepted", "Name a host that is in it");
    }
  }

  @Test
  void saysThatAPortSpeaksTlsOrDoesNot() throws Exception {
    try (TlsProxy proxy = TlsProxy.start(engine.port(), "localhost", folder)) {
      assertThat(check(engine.url(proxy.port(), database)))
          .contains("if that port speaks TLS, add ?ssl=true");
    }
    assertThat(check(secure(engine.port()))).contains("leave ssl=true out");
  }

  private URI secure(int port) {
    return URI.create(engine.url(port, database) + "?ssl=true");
  }

  /** The one thing that {@code check} finds. */
  private static String check(URI url) {
    List<Finding> findings = new ClickHouseSinkProvider().check(url, "p", List.of()).findings();
    assertThat(findings).singleElement();
    String fact = findings.get(0).fact();
    assertThat(findings.get(0).outcome()).isEqualTo(Finding.Outcome.FAILS);
    assertThat(fact).doesNotContain("\n", "s3cret");
    System.out.println(fact);
    return fact;
  }

  /** Ingests in a process that trusts this store; what it says meanwhile. */
  private String ingest(URI url, Path trusted) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djavax.net.ssl.trustStore=" + trusted);
    command.add("-Djavax.net.ssl.trustStorePassword=" + TlsProxy.STORE_PASSWORD);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ingest.class.getName()));
    command.addAll(List.of(url.toString(), folder.toString(), Long.toString(LAST)));
    Path errors = folder.resolve("errors");
    new ProcessBuilder(command)
        .redirectError(errors.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return Files.readString(errors).strip();
  }
}
