package dev.durableingest.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.OwnerFile.Owner;
import dev.durableingest.runtime.checkpoint.OwnerFile.Publication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerFileTest {
  @TempDir Path folder;

  /** Goal: half a file leads nobody astray. Method: it is cut at every byte. */
  @Test
  void namesNobodyWhereItWasCutAnywhere() throws Exception {
    Path file = folder.resolve("owner.json");
    URI status = URI.create("http://127.0.0.1:8080");
    try (Publication published = publish(file, status)) {
      assertThat(published).isNotNull();
      Owner owner = new Owner("quakes", ProcessHandle.current().pid(), status);
      assertThat(OwnerFile.read(file)).contains(owner);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        // Without its line feed it is still all there is to say.
        assertThat(OwnerFile.read(file))
            .as("cut at %d", length)
            .isEqualTo(length == whole.length - 1 ? Optional.of(owner) : Optional.empty());
      }
    }
    assertThat(file).doesNotExist();
  }

  private static Publication publish(Path file, URI status) {
    return OwnerFile.publish(Optional.of(file), "quakes", Optional.of(status), Instant.EPOCH);
  }
}
