package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.SortedMap;

/**
 * The JSON that a checkpoint is stored as.
 *
 * @param type what the whole is: {@code record}, {@code sealed}, or the word of a scalar
 * @param parts what is in it, by path: {@code leg.venue} is in a nested record, {@code legs[]} an
 *     element of a list, {@code legs{}} a value of a map, {@code leg<Future>} a case of a sealed
 *     type
 */
public record StoredForm(String type, SortedMap<String, Part> parts) {

  /**
   * A part.
   *
   * @param type its word
   * @param isNullable whether it may be absent
   * @param at the component it is, or is in
   */
  public record Part(String type, boolean isNullable, Position at) {}
}
