package dev.durableingest.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  @Test
  void readsBackWhateverTypesWriteOfThemselves() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      List<Column> columns = columns(random, 3);
      String lines =
          columns.stream().map(ColumnsTest::line).collect(Collectors.joining("\n", "", "\n"));
      assertThat(Columns.of(lines)).as("seed %d, columns\n%s", seed, lines).isEqualTo(columns);
    }
  }

  @Test
  void readsNothingFromNothing() {
    assertThat(Columns.of("")).isEmpty();
    assertThat(Columns.of("\n  \n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price",
        "price money",
        "price decimal",
        "price decimal(38)",
        "price decimal(a, 2)",
        "tags list()",
        "tags list(string",
        "counts map(string)",
        "leg struct(price)",
        "side enum()",
        "id int64 nul",
        "id int64 null null",
        "id int64(3)",
        "id int64)",
        "("
      })
  void refusesWhatIsNoColumn(String line) {
    assertThatThrownBy(() -> Columns.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No columns")
        .hasMessageContaining(line);
  }

  private static String line(Column column) {
    return column.name() + " " + column.type() + (column.nullable() ? " null" : "");
  }

  private static List<Column> columns(Random random, int depth) {
    List<Column> columns = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      columns.add(new Column("c" + i, type(random, depth), random.nextBoolean()));
    }
    return columns;
  }

  private static ColumnType type(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> new ColumnType.DecimalType(1 + random.nextInt(38), random.nextInt(10));
      case 1 -> new ColumnType.EnumType(List.of("BUY", "sell_Short", "null", "Größe$"));
      case 2, 3, 4 -> scalar(random);
      case 5 -> new ColumnType.ListType(type(random, depth - 1));
      case 6 -> new ColumnType.MapType(scalar(random), type(random, depth - 1));
      default -> new ColumnType.StructType(columns(random, depth - 1));
    };
  }

  private static ColumnType scalar(Random random) {
    ColumnType.Scalar[] scalars = ColumnType.Scalar.values();
    return scalars[random.nextInt(scalars.length)];
  }
}
