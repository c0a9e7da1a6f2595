package dev.durableingest.runtime.checkpoint.file;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The form of a document in a file: {@code {"checksum":"…","document":…}} and a line feed, where
 * the checksum is the CRC-32C of the document's bytes. A file that was cut anywhere, or changed, is
 * recognised.
 */
final class DocumentFile {
  private static final Pattern FORM =
      Pattern.compile("\\{\"checksum\":\"([0-9a-f]{8})\",\"document\":(.*)}\n", Pattern.DOTALL);

  private DocumentFile() {}

  static String format(CheckpointDocument document) {
    String json = DocumentJson.write(document);
    return "{\"checksum\":\"" + checksum(json) + "\",\"document\":" + json + "}\n";
  }

  /**
   * Reads a document.
   *
   * @return empty when there is no such file
   * @throws DocumentException when what is there is not what was written
   */
  static Optional<CheckpointDocument> read(Path file) throws IOException, DocumentException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(new String(bytes, StandardCharsets.UTF_8));
    if (!form.matches()) {
      throw new DocumentException("it is not complete, or not a checkpoint", null);
    }
    String json = form.group(2);
    if (!checksum(json).equals(form.group(1))) {
      throw new DocumentException("its checksum is wrong: it was changed after it was saved", null);
    }
    return Optional.of(DocumentJson.read(json));
  }

  private static String checksum(String json) {
    CRC32C checksum = new CRC32C();
    checksum.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
