package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.List;

/** Where a resource writes. */
public sealed interface SinkModel {

  /** Name of the sink. */
  Located<String> name();

  /** The annotation. */
  Position at();

  /** What it is, in a word for people. */
  String noun();

  /** How it is declared, without its name: what resources that share it must agree in. */
  String declaration();

  /**
   * A {@code @Stream}.
   *
   * @param name its name
   * @param key column of its message key; empty for none
   * @param at the annotation
   */
  record StreamModel(Located<String> name, Located<String> key, Position at) implements SinkModel {
    @Override
    public String noun() {
      return "stream";
    }

    @Override
    public String declaration() {
      return "key = '" + key.value() + "'";
    }
  }

  /**
   * A {@code @OlapTable}.
   *
   * @param name its name
   * @param orderBy columns that rows are sorted by
   * @param version column that decides between rows; empty for none
   * @param partitionBy columns that split the table
   * @param at the annotation
   */
  record TableModel(
      Located<String> name,
      List<Located<String>> orderBy,
      Located<String> version,
      List<Located<String>> partitionBy,
      Position at)
      implements SinkModel {
    @Override
    public String noun() {
      return "table";
    }

    @Override
    public String declaration() {
      return "orderBy = "
          + values(orderBy)
          + (version.value().isEmpty() ? "" : ", version = '" + version.value() + "'")
          + (partitionBy.isEmpty() ? "" : ", partitionBy = " + values(partitionBy));
    }

    /** The names of the sort columns. */
    public List<String> orderByNames() {
      return values(orderBy);
    }

    /** The names of the columns that split the table. */
    public List<String> partitionByNames() {
      return values(partitionBy);
    }

    private static List<String> values(List<Located<String>> located) {
      return located.stream().map(Located::value).toList();
    }
  }
}
