package dev.durableingest.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one insert, as they are sent: again and again the same bytes, until there is a
 * definite answer.
 *
 * @param table name of the table
 * @param columns the columns that the rows have values for, in their order
 * @param format what the rows are written in
 * @param compression how the bytes are compressed
 * @param bytes the rows, compressed, in pieces
 * @param length how many bytes there are
 */
record Block(
    String table,
    List<String> columns,
    RowFormat format,
    Compression compression,
    List<byte[]> bytes,
    long length) {

  /** The block as bytes, without the name of its table. */
  List<ByteBuffer> encoded() {
    String head = format + " " + compression + "\n" + String.join("\n", columns) + "\n\n";
    List<ByteBuffer> all = new ArrayList<>();
    all.add(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
    bytes.forEach(piece -> all.add(ByteBuffer.wrap(piece)));
    return all;
  }

  /**
   * The block that was {@link #encoded}.
   *
   * @throws IOException when it is not of this form
   */
  static Block decode(String table, byte[] encoded) throws IOException {
    int end = 1;
    while (end < encoded.length && !(encoded[end - 1] == '\n' && encoded[end] == '\n')) {
      end++;
    }
    if (end >= encoded.length) {
      throw new IOException("the rows for '" + table + "' have no head");
    }
    List<String> head = new String(encoded, 0, end, StandardCharsets.UTF_8).lines().toList();
    byte[] rows = Arrays.copyOfRange(encoded, end + 1, encoded.length);
    String[] forms = head.get(0).split(" ", 2);
    return new Block(
        table,
        head.subList(1, head.size()),
        RowFormat.valueOf(forms[0]),
        Compression.valueOf(forms[1]),
        List.of(rows),
        rows.length);
  }
}
