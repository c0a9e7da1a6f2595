package dev.durableingest.duckdb;

import static dev.durableingest.duckdb.Loose.maybe;
import static dev.durableingest.duckdb.Loose.number;
import static dev.durableingest.duckdb.Loose.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the table that is there is not the one that the records need. */
final class TableSchemaTest {
  private static final ResourceBinding<?, Loose, ?> FIRST = resource(number("id"), maybe("a"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeATableWithARow() throws Exception {
    file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, FIRST)) {
      run.write(FIRST, List.of(Loose.of(1L, 10L)));
      run.save(1);
    }
  }

  @Test
  void addsANullableColumnThatTheTableLacks() throws Exception {
    ResourceBinding<?, Loose, ?> wider = resource(number("id"), maybe("a"), maybe("b"));
    try (Run run = Run.start(file, wider)) {
      run.write(wider, List.of(Loose.of(2L, null, 20L)));
      run.save(1);
    }
    assertThat(rows()).containsExactly("1|10|null", "2|null|20");
    Run.start(file, wider).close();
  }

  @Test
  void writesEveryValueToItsColumnWhenTheTableHasAnotherOrder() throws Exception {
    ResourceBinding<?, Loose, ?> mixed = resource(maybe("b"), number("id"), maybe("a"));
    try (Run run = Run.start(file, mixed)) {
      run.write(mixed, List.of(Loose.of(20L, 2L, 11L), Loose.of(null, 3L, 12L)));
      run.save(2);
      run.write(mixed, List.of(Loose.of(40L, 4L, 13L)));
      run.save(1);
    }
    assertThat(rows()).containsExactly("1|10|null", "2|11|20", "3|12|null", "4|13|40");
  }

  @Test
  void namesEveryDifferenceInOneLine() {
    stops(resource(number("id"), Column.nullable("a", Scalar.STRING), number("c")))
        .contains("Table 'loose' in duckdb:" + file)
        .contains("column 'a' is BIGINT, the record has VARCHAR")
        .contains("column 'c' is missing")
        .contains("Change the record back");
    stops(resource(number("id"))).contains("column 'a' is not in the record");
    stops(resource(number("id"), number("a")))
        .contains("column 'a' is BIGINT, the record has BIGINT NOT NULL");
    stops(resource(maybe("id"), maybe("a")))
        .contains("column 'id' is BIGINT NOT NULL, the record has BIGINT");
    stops(resource("a", number("id"), maybe("a"))).contains("its primary key is none, not (id)");
  }

  @Test
  void changesNothingInATableThatDoesNotFit() throws Exception {
    stops(resource(number("id"), maybe("a"), maybe("b"), number("c")));
    Run.start(file, FIRST).close();
    assertThat(rows()).containsExactly("1|10");
  }

  @Test
  void stopsWhenTheTableWasDroppedOrTheFileReplaced() throws Exception {
    Run.execute(file, "DROP TABLE loose");
    stops(FIRST).contains("Table 'loose'").contains("has been dropped");
    Run.execute(
        file,
        "CREATE TABLE loose (id BIGINT NOT NULL, a BIGINT)",
        "UPDATE durable_ingest.tables SET identity = 'another'");
    stops(FIRST).contains("is not the one that the checkpoint speaks of");
  }

  @Test
  void stopsWhenAViewHasTheName() throws Exception {
    Run.execute(file, "DROP TABLE loose", "CREATE VIEW loose AS SELECT 1 AS id, 2 AS a");
    stops(resource(number("id"), maybe("a"))).contains("loose");
  }

  @Test
  void letsTwoResourcesOfOneRecordShareATable() throws Exception {
    ResourceBinding<?, Loose, ?> second = resource(number("id"), maybe("a"));
    try (Run run = Run.start(file, FIRST, second)) {
      var batch = run.sink.newBatch();
      assertThat(batch.isEmpty()).isTrue();
      batch.add(FIRST, Loose.of(2L, 1L));
      batch.add(second, Loose.of(3L, 1L));
      batch.add(FIRST, Loose.of(4L, 1L));
      assertThat(batch.isEmpty()).isFalse();
      run.sink.write(batch);
      run.save(3);
    }
    assertThat(Run.query(file, "SELECT id FROM loose ORDER BY rowid"))
        .containsExactly("1", "2", "3", "4");
    stops(FIRST, resource(number("id"), maybe("b"))).contains("Give each a table of its own");
  }

  @Test
  void holdsNoStreams() {
    stops(Bindings.bind(SinkTarget.stream("ticker", ""), Trade.class, new Trade.Codec()))
        .contains("--olap holds tables only");
  }

  private AbstractStringAssert<?> stops(ResourceBinding<?, ?, ?>... resources) {
    return Failing.with(Verdict.STOP, () -> Run.start(file, resources).close());
  }

  private List<String> rows() throws Exception {
    return Run.query(file, "SELECT * FROM loose ORDER BY id");
  }
}
