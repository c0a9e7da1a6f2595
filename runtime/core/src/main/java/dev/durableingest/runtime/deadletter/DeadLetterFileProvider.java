package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.FolderCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens {@code file:} URLs as dead letters. */
public final class DeadLetterFileProvider implements DeadLetterProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public DeadLetterFileProvider() {}

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public DeadLetterFile open(URI url, String pipeline) throws SinkException {
    return DeadLetterFile.open(url, pipeline);
  }

  @Override
  public List<DeadLetter> list(URI url, String pipeline) throws SinkException {
    Path folder = DeadLetterFile.folder(url, pipeline).folder();
    DeadLetterLines lines = new DeadLetterLines();
    if (Files.isDirectory(folder)) {
      for (Path segment : segments(folder)) {
        read(segment, lines);
      }
    }
    return lines.left();
  }

  @Override
  public Finding check(URI url, String pipeline) {
    try {
      return FolderCheck.of("dead letters", DeadLetterFile.folder(url, pipeline));
    } catch (SinkException e) {
      return Finding.fails("dead letters", e);
    }
  }

  private static List<Path> segments(Path folder) throws SinkException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    } catch (IOException e) {
      throw FileFailure.of(folder, e);
    }
  }

  private static void read(Path segment, DeadLetterLines into) throws SinkException {
    try (BufferedReader lines = Files.newBufferedReader(segment, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        // Complete lines end with a brace; the last one may be half written.
        if (line.endsWith("}")) {
          into.take(line, segment + ", line " + number);
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(segment, e);
    }
  }
}
