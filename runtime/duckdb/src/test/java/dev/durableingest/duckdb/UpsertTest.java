package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two rows with one key the greater version wins, of two with one version the later one. */
final class UpsertTest {
  private static final String ALL = "SELECT shop, item, version, name FROM items ORDER BY ALL";
  private static final ResourceBinding<?, Item, ?> ITEMS =
      Bindings.bind(
          SinkTarget.olapTable("items", List.of("shop", "item"), "version", List.of()),
          Item.class,
          new Codec());

  @TempDir Path folder;

  @Test
  void keepsTheGreatestVersionWhateverTheOrder() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, ITEMS)) {
      run.write(
          ITEMS,
          List.of(
              new Item("a shop with a long name", 1, 5L, "a name that is long, too"),
              new Item("s", 1, 3L, "three"),
              new Item("s", 1, 7L, "seven"),
              new Item("s", 1, 5L, "five")));
      run.save(4);
      run.write(ITEMS, List.of(new Item("s", 1, 6L, "six"), new Item("s", 2, 1L, "other")));
      run.save(2);
      run.write(ITEMS, List.of(new Item("s", 2, 1L, "same version, later")));
      run.save(1);
    }
    assertThat(Run.query(file, ALL))
        .containsExactly(
            "a shop with a long name|1|5|a name that is long, too",
            "s|1|7|seven",
            "s|2|1|same version, later");
  }

  @Test
  void letsARowWithoutAVersionYield() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, ITEMS)) {
      run.write(ITEMS, List.of(new Item("s", 1, null, "none"), new Item("s", 2, 1L, "one")));
      run.save(2);
      run.write(ITEMS, List.of(new Item("s", 1, -9L, "some"), new Item("s", 2, null, "none")));
      run.save(2);
    }
    assertThat(Run.query(file, ALL)).containsExactly("s|1|-9|some", "s|2|1|one");
  }

  @Test
  void convergesOnWhatAMapInMemoryHolds() throws Exception {
    long seed = System.nanoTime();
    System.out.println("UpsertTest seed " + seed);
    Random random = new Random(seed);
    Map<String, Item> expected = new HashMap<>();
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, ITEMS)) {
      for (int batch = 0; batch < 10; batch++) {
        List<Item> items = new ArrayList<>();
        for (int i = random.nextInt(400); i >= 0; i--) {
          String shop = "s".repeat(1 + random.nextInt(20));
          Item item = new Item(shop, random.nextInt(5), (long) random.nextInt(50), "n" + i);
          items.add(item);
          expected.merge(
              shop + item.item, item, (old, now) -> now.version >= old.version ? now : old);
        }
        run.write(ITEMS, items);
        run.save(items.size());
      }
    }
    assertThat(Run.query(file, ALL))
        .as("seed %s", seed)
        .containsExactlyInAnyOrderElementsOf(
            expected.values().stream()
                .map(i -> i.shop + "|" + i.item + "|" + i.version + "|" + i.name)
                .toList());
  }

  @Test
  void rollsBackReplacedRowsWithTheirDocument() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, ITEMS)) {
      run.write(ITEMS, List.of(new Item("s", 1, 1L, "one")));
      run.save(1);
      run.write(ITEMS, List.of(new Item("s", 1, 2L, "two")));
      assertThat(run.store.reread().revision()).isEqualTo(1);
      run.write(ITEMS, List.of(new Item("s", 2, 2L, "after reopening")));
      run.save(1);
    }
    assertThat(Run.query(file, ALL)).containsExactly("s|1|1|one", "s|2|2|after reopening");
  }

  record Item(String shop, int item, @Nullable Long version, String name) {}

  private static final class Codec implements RecordCodec<Item> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("shop", Scalar.STRING),
          Column.required("item", Scalar.INT32),
          Column.nullable("version", Scalar.INT64),
          Column.required("name", Scalar.STRING));
    }

    @Override
    public void check(Item record) {}

    @Override
    public void write(Item row, RecordWriter out) {
      out.field("shop");
      out.writeString(row.shop);
      out.field("item");
      out.writeInt(row.item);
      out.field("version");
      if (row.version == null) {
        out.writeNull();
      } else {
        out.writeLong(row.version);
      }
      out.field("name");
      out.writeString(row.name);
    }
  }
}
