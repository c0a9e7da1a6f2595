package dev.durableingest.supabase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.supabase.simulator.RealClients.Script;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Goal: the stand-in speaks the true protocols. Method: Supabase's own JavaScript clients talk to
 * it, over the sockets, and the changes are those of a real database.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealClientsTest {
  private static final String KEY = "sb_secret_local";

  private String database;

  @BeforeEach
  void makeDatabase() throws SQLException {
    database =
        LocalDatabase.create(
            "create table projects (id bigint primary key, name text, budget numeric,"
                + " meta jsonb, tags text[], raw bytea, note text,"
                + " updated_at timestamptz not null default clock_timestamp())",
            "create table no_key (id int)",
            "create table secrets (id int primary key)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "2.0.0"})
  void theRealtimeClientIsSubscribedThenToldSoThenToldChanges(String version) throws Exception {
    try (SupabaseSimulator simulator = new SupabaseSimulator(SimulatorSettings.of(database));
        Script client = realtime(holding(simulator), KEY, version)) {
      assertThat(client.await("status").get(1).asString()).isEqualTo("SUBSCRIBED");
      // Committed before the system message: told to nobody.
      LocalDatabase.run(database, "insert into projects (id, name) values (1, 'early')");
      TimeUnit.SECONDS.sleep(5); // far longer than the stand-in takes to read the log
      simulator.faults().holdSubscriptions(false);
      JsonNode system = client.await("system").get(1);
      assertThat(system.path("status").asString()).isEqualTo("ok");
      assertThat(system.path("message").asString()).isEqualTo("Subscribed to PostgreSQL");
      LocalDatabase.run(
          database,
          "insert into projects values (2, 'ü \"q\"', 0.5, '{\"a\": [1, null]}', '{a,\"b c\"}',"
              + " '\\x00ff', null, '2026-11-22 21:44:44.883102+00')",
          "update projects set note = (select string_agg(md5(i::text), '') from"
              + " generate_series(1, 400) i) where id = 2",
          "update projects set name = 'toast stays away' where id = 2",
          "update projects set id = 3 where id = 2",
          "truncate no_key",
          "delete from projects where id = 3",
          "insert into no_key values (1)");

      JsonNode insert = client.await("change").get(1);
      assertThat(insert.path("eventType").asString()).isEqualTo("INSERT");
      assertThat(insert.path("new").path("id").asInt()).isEqualTo(2);
      assertThat(insert.path("new").path("tags").toString()).isEqualTo("[\"a\",\"b c\"]");
      assertThat(insert.path("new").path("raw").asString()).isEqualTo("00ff");
      assertThat(insert.path("new").path("updated_at").asString())
          .isEqualTo("2026-11-22T21:44:44.883102+00:00");
      assertThat(client.await("change").get(1).path("new").path("note").asString()).hasSize(12800);
      JsonNode untouched = client.await("change").get(1);
      assertThat(untouched.path("new").path("name").asString()).isEqualTo("toast stays away");
      // The client puts null where the server leaves a key away.
      assertThat(untouched.path("new").has("note")).isFalse();
      assertThat(untouched.path("old").toString()).isEqualTo("{\"id\":2}");
      JsonNode moved = client.await("change").get(1);
      assertThat(moved.path("new").path("id").asInt()).isEqualTo(3);
      assertThat(moved.path("old").path("id").asInt()).isEqualTo(2);
      assertThat(client.await("change").get(1).path("eventType").asString()).isEqualTo("DELETE");
      assertThat(client.await("change").get(1).path("errors").toString())
          .isEqualTo("[\"Error 400: Bad Request, no primary key\"]");
      client.tell("heartbeat");
      client.await(line -> line.toString().equals("[\"heartbeat\",\"ok\"]"));
      client.tell("quit");
      client.await(line -> line.get(1).asString("").equals("CLOSED"));
    }
  }

  @Test
  void theRealtimeClientSeesErrorsAsTheyAreAtSupabase() throws Exception {
    AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
    SimulatorSettings settings = SimulatorSettings.of(database).withClock(clock::get);
    try (SupabaseSimulator simulator = new SupabaseSimulator(settings)) {
      simulator.faults().forbid("public.secrets");
      try (Script client = realtime(simulator, KEY, "2.0.0")) {
        client.await("system");
        LocalDatabase.run(
            database,
            "insert into secrets values (1)",
            "insert into projects (id, name, note) values (9, 'big', repeat('x', 1100000))");
        assertThat(client.await("change").get(1).path("errors").toString())
            .isEqualTo("[\"Error 401: Unauthorized\"]");
        JsonNode large = client.await("change").get(1);
        assertThat(large.path("errors").toString()).isEqualTo("[\"Error 413: Payload Too Large\"]");
        assertThat(large.path("new").path("name").asString()).isEqualTo("big");
        simulator.faults().loseChanges(1);
        LocalDatabase.run(
            database,
            "insert into secrets values (2)",
            "insert into projects (id, name) values (10, 'told')");
        assertThat(client.await("change").get(1).path("new").path("id").asInt()).isEqualTo(10);
        client.tell("token " + simulator.issueToken(Duration.ofHours(1)));
        JsonNode again = client.await("system").get(1);
        assertThat(again.path("status").asString()).isEqualTo("ok");
        clock.updateAndGet(now -> now.plus(Duration.ofHours(2)));
        JsonNode expired = client.await("system").get(1);
        assertThat(expired.path("message").asString()).startsWith("Token has expired");
        client.await(line -> line.get(1).asString("").equals("CLOSED"));
      }
      simulator.faults().refuseJoin("ClientJoinRateLimitReached: Too many joins per second");
      try (Script client = realtime(simulator, KEY, "2.0.0")) {
        JsonNode refused = client.await("status");
        assertThat(refused.get(1).asString()).isEqualTo("CHANNEL_ERROR");
        assertThat(refused.get(2).asString()).contains("ClientJoinRateLimitReached");
        client.await(line -> line.get(1).asString("").equals("SUBSCRIBED")); // it tries again
      }
    }
  }

  @Test
  void theRestClientsReadPagesByKeyAndSeeErrorsAsTheyAreAtSupabase() throws Exception {
    LocalDatabase.run(
        database,
        "insert into projects (id, name, updated_at) select i, 'p' || i,"
            + " '2026-11-22 21:45:32.534951+00'::timestamptz + (i / 3) * interval '1 us'"
            + " from generate_series(1, 10) i");
    SimulatorSettings settings = SimulatorSettings.of(database).withRowsMax(4);
    try (SupabaseSimulator simulator = new SupabaseSimulator(settings);
        Script client =
            RealClients.start(
                "rest.mjs",
                simulator.url().toString(),
                KEY,
                simulator.issueToken(Duration.ofSeconds(-7)))) {
      assertThat(client.await("ids").get(1).toString()).isEqualTo("[1,2,3,4,5,6,7,8,9,10]");
      assertThat(client.seen().stream().map(JsonNode::toString).toList().subList(0, 4))
          .isEqualTo(List.of("[\"page\",4]", "[\"page\",4]", "[\"page\",2]", "[\"page\",0]"));
      assertThat(client.await("counted").toString())
          .isEqualTo("[\"counted\",206,10,[{\"id\":2},{\"id\":3}]]");
      assertThat(client.await("beyond").toString()).isEqualTo("[\"beyond\",416,\"PGRST103\"]");
      assertThat(client.await("single").get(1).toString()).isEqualTo("{\"name\":\"p3\"}");
      assertThat(client.await("chosen").get(1).toString()).isEqualTo("[{\"id\":2}]");
      assertThat(client.await("missing").toString()).isEqualTo("[\"missing\",404,\"PGRST205\"]");
      assertThat(client.await("expired").toString())
          .isEqualTo("[\"expired\",401,\"PGRST303\",\"JWT expired\"]");
    }
  }

  private static SupabaseSimulator holding(SupabaseSimulator simulator) {
    simulator.faults().holdSubscriptions(true);
    return simulator;
  }

  private static Script realtime(SupabaseSimulator simulator, String key, String version)
      throws Exception {
    String url = simulator.url().toString().replaceFirst("^http", "ws");
    return RealClients.start("realtime.mjs", url, key, version);
  }
}
