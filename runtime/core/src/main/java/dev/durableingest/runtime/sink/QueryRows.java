package dev.durableingest.runtime.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a query, row after row. */
public interface QueryRows {

  /** The names of the columns; called once, before the first row. */
  void columns(List<String> names);

  /**
   * One row.
   *
   * @param values one for each column: text, number, truth value, list, map or null
   */
  void row(List<@Nullable Object> values);
}
