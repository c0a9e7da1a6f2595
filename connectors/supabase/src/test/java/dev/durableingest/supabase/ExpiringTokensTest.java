package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Realtime with the rights of a user, whose tokens last for some seconds. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExpiringTokensTest {
  private static final Duration LIFETIME = Duration.ofSeconds(3);
  private static final int ROWS = 20;

  @TempDir Path folder;

  private final AtomicInteger fetched = new AtomicInteger();

  @Test
  void aTokenIsRenewedOnTheOpenChannelBeforeItEnds() throws Exception {
    PipelineStatus end = run(Duration.ofMillis(1500));

    assertThat(fetched).hasValueGreaterThan(3);
    assertThat(end.attempt()).isEqualTo(1);
  }

  @Test
  void aChannelThatWasClosedForItsTokenIsJoinedAgainWithAnother() throws Exception {
    PipelineStatus end = run(LIFETIME.multipliedBy(-1)); // renewed long after its end

    assertThat(fetched).hasValueGreaterThan(1);
    assertThat(end.attempt()).isGreaterThan(1);
  }

  /** Inserts rows for longer than two tokens last, and finds each of them in the table. */
  private PipelineStatus run(Duration margin) throws Exception {
    PostgresServer.Database database = PostgresServer.newDatabase();
    try (SupabaseSimulator simulator =
        new SupabaseSimulator(SimulatorSettings.of(database.jdbcUrl()))) {
      Tokens tokens =
          new Tokens(
              PollTime.system(),
              margin,
              () -> {
                fetched.incrementAndGet();
                return new Token(simulator.issueToken(LIFETIME), Instant.now().plus(LIFETIME));
              });
      PipelineRun running = pipeline(simulator.url(), tokens).start(options());
      for (int row = 1; row <= ROWS; row++) {
        Thread.sleep(300);
        database.run("insert into projects (id, name) values (" + row + ", 'p')");
      }
      PipelineStatus end = running.await();
      assertThat(
              new Ingested(folder.resolve("data.duckdb"))
                  .texts("select count(distinct id) from supabase_projects"))
          .containsExactly(Integer.toString(ROWS));
      return end;
    }
  }

  private static Pipeline pipeline(URI url, Tokens tokens) {
    SupabaseConfig config = Configs.poll(url, Duration.ofMinutes(5));
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

  private PipelineOptions options() {
    return PipelineOptions.builder()
        .olap(URI.create("duckdb:" + folder.resolve("data.duckdb")))
        .untilIdle(Duration.ofSeconds(3))
        .deadLetters(folder.resolve("dead-letters").toUri())
        .build();
  }
}
