package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.file.LoneSurrogates;
import dev.durableingest.runtime.sink.SinkException;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stored lines of dead letters, and which letters they leave to be dealt with: those without a
 * mark. Of two letters with one number the later counts: the first was never saved, and its number
 * given away again. Single-threaded.
 */
public final class DeadLetterLines {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String KEPT = "kept";

  private final TreeMap<Long, DeadLetter> letters = new TreeMap<>();

  /** No lines yet. */
  public DeadLetterLines() {}

  /** The line of a letter, without a line feed. */
  public static String line(DeadLetter letter) {
    return DeadLetterJson.write(letter);
  }

  /** The line of a mark, without a line feed. */
  public static String line(DeadLetterMark mark) {
    return DeadLetterJson.write(mark);
  }

  /**
   * The line that says which of the letters before it a checkpoint knows, for places where nothing
   * can be cut off.
   *
   * @param count number of the last one that it knows
   */
  public static String lineAfter(long count) {
    return "{\"" + KEPT + "\":" + count + "}";
  }

  /**
   * Takes the next line.
   *
   * @param where where it stands, for people
   * @throws SinkException with {@code Stop} when it is damaged
   */
  public void take(String line, String where) throws SinkException {
    try {
      String text = LoneSurrogates.unescape(line);
      JsonNode node = MAPPER.readTree(text);
      if (node.has("mark")) {
        letters.remove(node.path("number").longValue());
      } else if (node.has(KEPT)) {
        letters.tailMap(node.path(KEPT).longValue(), false).clear();
      } else {
        DeadLetter letter = DeadLetterJson.read(text);
        letters.put(letter.number(), letter);
      }
    } catch (JacksonException | DocumentException e) {
      throw SinkException.stop(
          "A dead letter is damaged: "
              + where
              + ". Move that line away; the others can then be read.");
    }
  }

  /** The letters to be dealt with, by number. */
  public List<DeadLetter> left() {
    return List.copyOf(letters.values());
  }
}
