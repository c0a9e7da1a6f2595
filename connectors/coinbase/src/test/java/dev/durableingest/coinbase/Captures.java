package dev.durableingest.coinbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
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
    try (InputStream file = Files.newInputStream(file(name));
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader lines = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode entry = JSON.readTree(line);
        if (entry.path("dir").asString("").equals("recv")) {
          frames.add(entry.path("frame").asString());
        }
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
