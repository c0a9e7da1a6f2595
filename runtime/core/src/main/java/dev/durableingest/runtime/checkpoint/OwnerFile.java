package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.file.Folders;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the process that holds the lease of a pipeline can be asked: {@code owner.json} beside its
 * checkpoint, for the other commands of the same pipeline on this machine. It is there only while a
 * run has a status server; a killed one leaves it, so its process is looked for.
 */
public final class OwnerFile {
  private static final Logger LOGGER = System.getLogger(OwnerFile.class.getName());
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private OwnerFile() {}

  /**
   * Who holds the lease.
   *
   * @param pipeline id of the pipeline
   * @param process id of the process
   * @param status address of its status server
   */
  public record Owner(String pipeline, long process, URI status) {}

  /** What was published; closing it takes it back. Never throws. */
  public interface Publication extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Says that this process holds the lease, and can be asked there. Where that cannot be written
   * other commands do not find it, and nothing else is lost.
   *
   * @param file where it is said; empty where there is no such place
   * @param status address of the status server; empty where there is none
   */
  public static Publication publish(
      Optional<Path> file, String pipeline, Optional<URI> status, Instant since) {
    file.ifPresent(OwnerFile::delete); // a killed run may have left its own
    if (file.isEmpty() || status.isEmpty()) {
      return () -> {};
    }
    Owner owner = new Owner(pipeline, ProcessHandle.current().pid(), status.get());
    try {
      write(file.get(), owner, since);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "Other commands will not find this run: " + e.getMessage());
    }
    return () -> delete(file.get());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, file + " cannot be deleted: " + e.getMessage());
    }
  }

  private static void write(Path file, Owner owner, Instant since) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pipeline", owner.pipeline());
    fields.put("pid", owner.process());
    fields.put("since", since.toString());
    fields.put("status", owner.status().toString());
    Folders.create(file.toAbsolutePath().getParent());
    Folders.replace(file, MAPPER.writeValueAsString(fields) + "\n");
  }

  /** The live process that can be asked; empty when there is none. */
  public static Optional<Owner> read(Path file) {
    try {
      JsonNode fields = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
      Owner owner =
          new Owner(
              fields.path("pipeline").asString(),
              fields.path("pid").asLong(),
              URI.create(fields.path("status").asString()));
      boolean isAlive = ProcessHandle.of(owner.process()).map(ProcessHandle::isAlive).orElse(false);
      return isAlive ? Optional.of(owner) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return Optional.empty(); // it is half of what an older run left, or no file of ours
    }
  }
}
