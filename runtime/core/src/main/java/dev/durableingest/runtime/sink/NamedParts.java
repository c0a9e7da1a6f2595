package dev.durableingest.runtime.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte sequences with names, in one sequence: a head with names and lengths, then the bytes, which
 * are not copied.
 */
public final class NamedParts {
  private NamedParts() {}

  /** The parts in one sequence, in the order of the map. */
  public static List<ByteBuffer> encode(Map<String, List<ByteBuffer>> parts) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    List<ByteBuffer> all = new ArrayList<>();
    try (DataOutputStream out = new DataOutputStream(head)) {
      out.writeInt(parts.size());
      for (Map.Entry<String, List<ByteBuffer>> part : parts.entrySet()) {
        out.writeUTF(part.getKey());
        out.writeInt(length(part.getValue()));
        all.addAll(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    all.add(0, ByteBuffer.wrap(head.toByteArray()));
    return all;
  }

  /**
   * The parts by name, in their order.
   *
   * @throws IOException when this is not what {@link #encode} made
   */
  public static Map<String, byte[]> decode(byte[] encoded) throws IOException {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        lengths.put(in.readUTF(), in.readInt());
      }
      Map<String, byte[]> parts = new LinkedHashMap<>();
      for (Map.Entry<String, Integer> part : lengths.entrySet()) {
        byte[] bytes = in.readNBytes(part.getValue());
        if (bytes.length < part.getValue()) {
          throw new IOException("'" + part.getKey() + "' is cut");
        }
        parts.put(part.getKey(), bytes);
      }
      return parts;
    } catch (IllegalArgumentException e) {
      throw new IOException("not a sequence of named parts", e);
    }
  }

  private static int length(List<ByteBuffer> bytes) {
    return Math.toIntExact(bytes.stream().mapToLong(ByteBuffer::remaining).sum());
  }
}
