package dev.durableingest.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The three types of a {@code ResourceProcessor<P, R, C>}.
 *
 * @param isProcessor whether the class implements it at all
 * @param payload the {@code P}
 * @param record the {@code R}
 * @param cursor the {@code C}
 * @param columns what {@code R} consists of, or null when it is no record
 */
public record ProcessorTypes(
    boolean isProcessor,
    TypeArgument payload,
    TypeArgument record,
    TypeArgument cursor,
    @Nullable RecordModel columns) {

  /** The three of them, in order. */
  public List<TypeArgument> all() {
    return List.of(payload, record, cursor);
  }
}
