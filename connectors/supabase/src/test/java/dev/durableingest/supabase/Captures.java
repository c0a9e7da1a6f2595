package dev.durableingest.supabase;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the recordings of real feeds; tests that need one are skipped where there is none. */
public final class Captures {
  private static final JsonMapper JSON = new JsonMapper();

  private Captures() {}

  /** A recording, such as {@code coinbase/exchange-2021-04-17.jsonl}. */
  public static Path file(String name) {
    String folder = System.getProperty("DURABLE_INGEST_CAPTURES");
    if (folder == null) {
      folder = System.getenv("DURABLE_INGEST_CAPTURES");
    }
    Path found = folder == null ? search(name) : Path.of(folder).resolve(name);
    assumeTrue(
        found != null && Files.isRegularFile(found),
        () -> "Skipped: no capture " + name + "; name its folder in DURABLE_INGEST_CAPTURES");
    return found;
  }

  /** The text frames that were received, in order. */
  public static List<String> receivedFrames(String name) throws IOException {
    List<String> frames = new ArrayList<>();
    for (String line : Files.readAllLines(file(name))) {
      JsonNode entry = JSON.readTree(line);
      if (entry.path("dir").asString("").equals("recv")) {
        frames.add(entry.path("frame").asString());
      }
    }
    return frames;
  }

  private static Path search(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      for (String data : List.of("data", "shared/data", "../shared/data")) {
        Path file = at.resolve(data).resolve(name).normalize();
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }
}
