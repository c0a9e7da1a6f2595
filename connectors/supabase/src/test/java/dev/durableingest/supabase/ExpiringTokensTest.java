package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.Tokens;
import dev.durableingest.runtime.polling.Tokens.Token;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.supabase.realtime.RealtimeFeed;
import dev.durableingest.supabase.rest.PolledTable;
import dev.durableingest.supabase.rest.Project;
import dev.durableingest.supabase.simulator.SimulatorSettings;
import dev.durableingest.supabase.simulator.SupabaseSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Realtime with the rights of a user, whose tokens end when the server's clock says so. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExpiringTokensTest {
  private static final Duration LIFETIME = Duration.ofHours(1);

  @TempDir Path folder;

  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-02-03T04:05:06Z"));

  private PostgresServer.Database database;
  private SupabaseSimulator simulator;

  @BeforeEach
  void open() throws SQLException {
    database = PostgresServer.newDatabase();
    simulator =
        new SupabaseSimulator(SimulatorSettings.of(database.jdbcUrl()).withClock(clock::get));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aTokenIsRenewedOnTheOpenChannelBeforeItEnds() throws Exception {
    // For the client's clock a token is good for a second.
    try (Ingestion run = new Ingestion(pipeline(Duration.ofSeconds(1)), folder)) {
      for (int row = 1; row <= 4; row++) {
        Optional<Instant> end = Optional.of(clock.get().plus(LIFETIME));
        run.await(() -> simulator.tokensEnd().equals(end)); // that of a token issued just now
        insert(row);
        run.awaitHandled(row);
        clock.updateAndGet(now -> now.plus(LIFETIME.multipliedBy(2).dividedBy(3)));
      }
      assertThat(run.stop().attempt()).isEqualTo(1);
    }
    assertThat(fetched).hasValueGreaterThan(3);
    assertThat(ids()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void aChannelThatWasClosedForItsTokenIsJoinedAgainWithAnother() throws Exception {
    // For the client's clock a token never ends.
    try (Ingestion run = new Ingestion(pipeline(null), folder)) {
      run.await(() -> simulator.subscriptions() > 0);
      insert(1);
      run.awaitHandled(1);
      clock.updateAndGet(now -> now.plus(LIFETIME.multipliedBy(2)));
      run.await(() -> run.status().attempt() > 1 && simulator.subscriptions() > 0);
      insert(2);
      run.awaitHandled(3); // the first row is read again
      run.stop();
    }
    assertThat(fetched).hasValueGreaterThan(1);
    assertThat(ids()).containsExactly("1", "2");
  }

  private void insert(int row) throws SQLException {
    database.run("insert into projects (id, name) values (" + row + ", 'p')");
  }

  private List<String> ids() throws SQLException {
    return new Ingested(folder.resolve("data.duckdb"))
        .texts("select distinct id from supabase_projects order by id");
  }

  /** Its tables are read once at a start, so that all else is told. */
  private Pipeline pipeline(@Nullable Duration lifetimeForTheClient) {
    URI url = simulator.url();
    Tokens tokens = new Tokens(PollTime.system(), Duration.ZERO, () -> fetch(lifetimeForTheClient));
    SupabaseConfig config = Configs.told(url, "2.0.0");
    SourceBinding wired = SupabasePipeline.create(config).source();
    Project project = new Project(url, Configs.KEY, tokens);
    List<PolledTable> tables =
        List.of(PolledTable.of("public", "projects", SupabaseResources.PROJECTS));
    return Pipeline.of(
        new SourceBinding(
            wired.name(),
            () -> context -> new RealtimeFeed(project, config.realtime(), tables).run(context),
            wired.reconnect(),
            wired.resources()));
  }

  private Token fetch(@Nullable Duration lifetimeForTheClient) {
    fetched.incrementAndGet();
    return new Token(
        simulator.issueToken(LIFETIME),
        lifetimeForTheClient == null ? null : Instant.now().plus(lifetimeForTheClient));
  }
}
