package dev.durableingest.supabase.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Decodes {@code pgoutput}, protocol version 1. Keeps nothing between messages. */
final class WalDecoder {
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final WalMessage.Value NULL = new WalMessage.Value(true, null);
  private static final WalMessage.Value UNSENT = new WalMessage.Value(false, null);

  private final ByteBuffer bytes;

  private WalDecoder(byte[] message) {
    this.bytes = ByteBuffer.wrap(message);
  }

  static WalMessage decode(byte[] message) {
    return new WalDecoder(message).message();
  }

  private WalMessage message() {
    return switch ((char) bytes.get()) {
      case 'B' -> begin();
      case 'R' -> relation();
      case 'I' -> insert();
      case 'U' -> update();
      case 'D' -> delete();
      default -> new WalMessage.Other();
    };
  }

  private WalMessage begin() {
    bytes.getLong(); // the commit's place, which Realtime does not tell
    return new WalMessage.Begin(EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS));
  }

  private WalMessage insert() {
    int relation = bytes.getInt();
    bytes.get(); // N
    return new WalMessage.RowChange("INSERT", relation, null, values());
  }

  private WalMessage delete() {
    int relation = bytes.getInt();
    bytes.get(); // K or O
    return new WalMessage.RowChange("DELETE", relation, values(), null);
  }

  private WalMessage update() {
    int relation = bytes.getInt();
    WalMessage.Values old = null;
    if ((char) bytes.get() != 'N') {
      old = values();
      bytes.get(); // N
    }
    return new WalMessage.RowChange("UPDATE", relation, old, values());
  }

  private WalMessage relation() {
    int id = bytes.getInt();
    String schema = string();
    String table = string();
    boolean isFull = (char) bytes.get() == 'f';
    List<WalMessage.Column> columns = new ArrayList<>();
    for (int left = bytes.getShort(); left > 0; left--) {
      boolean isKey = (bytes.get() & 1) != 0;
      columns.add(new WalMessage.Column(string(), isKey, bytes.getInt(), bytes.getInt()));
    }
    return new WalMessage.Relation(id, schema, table, isFull, List.copyOf(columns));
  }

  private WalMessage.Values values() {
    List<WalMessage.Value> values = new ArrayList<>();
    for (int left = bytes.getShort(); left > 0; left--) {
      values.add(
          switch ((char) bytes.get()) {
            case 'n' -> NULL;
            case 'u' -> UNSENT;
            default -> new WalMessage.Value(true, text(bytes.getInt()));
          });
    }
    return new WalMessage.Values(List.copyOf(values));
  }

  private String text(int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private String string() {
    int start = bytes.position();
    while (bytes.get() != 0) {
      // to the end of the name
    }
    int length = bytes.position() - start - 1;
    return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
  }
}
