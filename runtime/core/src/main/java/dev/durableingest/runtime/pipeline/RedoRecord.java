package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterJson;
import dev.durableingest.runtime.sink.NamedParts;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything from which a commit can be repeated.
 *
 * @param document the document that was to be saved; where sinks and dead letters end is as it was
 *     before the batch was written
 * @param parts the parts of the batch, as bytes
 * @param letters the dead letters of the batch
 */
record RedoRecord(
    CheckpointDocument document, Map<Role, List<ByteBuffer>> parts, List<DeadLetter> letters) {
  private static final String DOCUMENT = "document";
  private static final String LETTERS = "letters";

  /** The record as bytes; those of the parts are not copied. */
  List<ByteBuffer> encode() {
    Map<String, List<ByteBuffer>> all = new LinkedHashMap<>();
    all.put(DOCUMENT, List.of(utf8(DocumentJson.write(document))));
    StringBuilder lines = new StringBuilder();
    letters.forEach(letter -> lines.append(DeadLetterJson.write(letter)).append('\n'));
    all.put(LETTERS, List.of(utf8(lines.toString())));
    parts.forEach((role, bytes) -> all.put(role.name(), bytes));
    return NamedParts.encode(all);
  }

  /**
   * Reads a record.
   *
   * @throws IOException when it is not of this form
   */
  static RedoRecord decode(byte[] encoded) throws IOException {
    Map<String, byte[]> all = NamedParts.decode(encoded);
    try {
      CheckpointDocument document = DocumentJson.read(text(all, DOCUMENT));
      List<DeadLetter> letters = new ArrayList<>();
      for (String line : text(all, LETTERS).lines().toList()) {
        letters.add(DeadLetterJson.read(line));
      }
      Map<Role, List<ByteBuffer>> parts = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        byte[] part = all.get(role.name());
        if (part != null) {
          parts.put(role, List.of(ByteBuffer.wrap(part)));
        }
      }
      return new RedoRecord(document, parts, letters);
    } catch (DocumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Whether a document is the one before this record's, so that its batch is not committed. */
  boolean follows(CheckpointDocument stored) {
    return document.pipeline().equals(stored.pipeline())
        && document.incarnation().equals(stored.incarnation())
        && document.revision() == stored.revision() + 1;
  }

  private static String text(Map<String, byte[]> all, String name) throws IOException {
    byte[] bytes = all.get(name);
    if (bytes == null) {
      throw new IOException("it has no " + name);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
