package dev.durableingest.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentBuilderTest {
  @Test
  void whatIsNotSetStaysAsItWas() {
    long seed = System.nanoTime();
    System.out.println("DocumentBuilderTest seed " + seed);
    RandomDocuments documents = new RandomDocuments(seed);
    for (int i = 0; i < 1_000; i++) {
      CheckpointDocument document = documents.next();
      assertThat(document.toBuilder().build()).as("seed %d", seed).isEqualTo(document);
    }
  }

  @Test
  void eachChangeChangesWhatItNamesAndNothingElse() throws Exception {
    long seed = System.nanoTime();
    System.out.println("DocumentBuilderTest seed " + seed);
    RandomDocuments documents = new RandomDocuments(seed);
    for (int i = 0; i < 100; i++) {
      CheckpointDocument document = documents.next();
      assertThat(changed(document, document.withLease(document.epoch() + 1, "another")))
          .containsExactly("epoch", "owner");
      assertThat(changed(document, document.followedBy(new Starts(-1, "it"))))
          .containsExactly("revision", "starts");
      assertThat(changed(document, document.inIncarnation("another")))
          .containsExactly("incarnation");
      assertThat(changed(document, document.toNext().build())).containsExactly("revision");
      assertThat(changed(document, document.setTo("another", document.entries(), List.of())))
          .isSubsetOf("incarnation", "revision", "position", "gaps", "starts");
    }
  }

  private static List<String> changed(CheckpointDocument before, CheckpointDocument after)
      throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (RecordComponent part : CheckpointDocument.class.getRecordComponents()) {
      Object old = part.getAccessor().invoke(before);
      Object made = part.getAccessor().invoke(after);
      if (old == null ? made != null : !old.equals(made)) {
        names.add(part.getName());
      }
    }
    return names;
  }
}
