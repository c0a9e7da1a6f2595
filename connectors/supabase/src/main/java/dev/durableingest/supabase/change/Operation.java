package dev.durableingest.supabase.change;

import java.util.Locale;

/** What happened to a row. */
public enum Operation {
  /** The row was there when the initial snapshot was taken. */
  SNAPSHOT,
  /** The row is new. */
  INSERT,
  /** The row has other values than before. */
  UPDATE,
  /** The row is gone; of its values only the key is known, unless its table tells the old row. */
  DELETE;

  /** As it stands in {@code cdc_op}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
