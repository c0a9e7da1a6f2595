package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.LoneSurrogates;
import dev.durableingest.runtime.sink.SinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the dead letters of a pipeline that are still to be dealt with: those without a mark.
 * Changes nothing and takes no lock, so that what a run is appending may be seen, a torn last line
 * excepted. Stateless.
 */
public final class DeadLetterReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DeadLetterReader() {}

  /**
   * The letters without a mark, by number.
   *
   * @param url where dead letters are kept
   * @param pipeline id of the pipeline
   * @throws SinkException with {@code Stop} when the URL is not one of files, or a line is damaged
   */
  public static List<DeadLetter> open(URI url, String pipeline) throws SinkException {
    Path folder = DeadLetterFile.folder(url, pipeline).folder();
    Map<Long, DeadLetter> letters = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    for (Path segment : segments(folder)) {
      read(segment, letters);
    }
    return List.copyOf(letters.values());
  }

  private static List<Path> segments(Path folder) throws SinkException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    } catch (IOException e) {
      throw FileFailure.of(folder, e);
    }
  }

  private static void read(Path segment, Map<Long, DeadLetter> letters) throws SinkException {
    try (BufferedReader lines = Files.newBufferedReader(segment, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        // Complete lines end with a brace; the last one may be half written.
        if (line.endsWith("}")) {
          take(line, segment + ", line " + number, letters);
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(segment, e);
    }
  }

  private static void take(String line, String where, Map<Long, DeadLetter> letters)
      throws SinkException {
    try {
      String text = LoneSurrogates.unescape(line);
      JsonNode node = MAPPER.readTree(text);
      if (node.has("mark")) {
        letters.remove(node.path("number").longValue());
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
}
