package dev.durableingest.runtime.wiring;

import java.util.List;

/**
 * Knows the columns of one record type and writes a record to any sink. Generated, one class per
 * record type; stateless and thread-safe.
 *
 * @param <R> the record type
 */
public interface RecordCodec<R> {

  /** The columns, in the order in which {@link #write} writes them. */
  List<Column> columns();

  /**
   * Checks that every value fits its column, so that a record that cannot be stored is found before
   * it joins a batch.
   *
   * @throws UnfitRecordException when one does not fit
   */
  void check(R record) throws UnfitRecordException;

  /**
   * Writes the values in column order: for every column one {@link RecordWriter#field} and then one
   * value, which may be {@code writeNull} or a list, map or struct. The record has passed {@link
   * #check}.
   */
  void write(R record, RecordWriter out);
}
