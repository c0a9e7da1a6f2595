package dev.durableingest.supabase.replication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes {@code pgoutput}, protocol version 1, as the chapter "Logical Replication Message
 * Formats" of PostgreSQL's documentation describes it. Keeps nothing between messages.
 */
final class LogDecoder {
  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final LogMessage OTHER = new LogMessage.Other();

  private LogDecoder() {}

  /**
   * Decodes one message.
   *
   * @throws IllegalArgumentException when it is none of the protocol
   */
  static LogMessage decode(ByteBuffer message) {
    char type = (char) message.get();
    return switch (type) {
      case 'B' -> begin(message);
      case 'C' -> commit(message);
      case 'R' -> new LogMessage.TableDescription(relation(message));
      case 'I' -> insert(message);
      case 'U' -> update(message);
      case 'D' -> delete(message);
      case 'T' -> truncate(message);
      case 'Y', 'O', 'M' -> OTHER;
      default ->
          throw new IllegalArgumentException(
              "The log sends a message of type '" + type + "', which protocol version 1 has not.");
    };
  }

  private static LogMessage begin(ByteBuffer message) {
    long lsn = message.getLong();
    return new LogMessage.Begin(lsn, POSTGRES_EPOCH.plus(message.getLong(), ChronoUnit.MICROS));
  }

  private static LogMessage commit(ByteBuffer message) {
    message.get(); // flags, unused
    message.getLong(); // the place of the commit, which Begin told
    return new LogMessage.Commit(message.getLong());
  }

  private static Relation relation(ByteBuffer message) {
    int id = message.getInt();
    String schema = string(message);
    String name = string(message);
    message.get(); // replica identity: what is sent of old rows shows it
    int count = message.getShort();
    List<Relation.Column> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean isKey = (message.get() & 1) != 0;
      columns.add(new Relation.Column(string(message), isKey));
      message.getInt(); // type
      message.getInt(); // modifier
    }
    return new Relation(id, schema.isEmpty() ? "pg_catalog" : schema, name, List.copyOf(columns));
  }

  private static LogMessage insert(ByteBuffer message) {
    int relation = message.getInt();
    require('N', (char) message.get());
    return new LogMessage.Insert(relation, tuple(message));
  }

  private static LogMessage update(ByteBuffer message) {
    int relation = message.getInt();
    Tuple oldKey = null;
    Tuple oldRow = null;
    char part = (char) message.get();
    if (part == 'K') {
      oldKey = tuple(message);
      part = (char) message.get();
    } else if (part == 'O') {
      oldRow = tuple(message);
      part = (char) message.get();
    }
    require('N', part);
    return new LogMessage.Update(relation, oldKey, oldRow, tuple(message));
  }

  private static LogMessage delete(ByteBuffer message) {
    int relation = message.getInt();
    char part = (char) message.get();
    if (part != 'K') {
      require('O', part);
    }
    return new LogMessage.Delete(relation, tuple(message));
  }

  private static LogMessage truncate(ByteBuffer message) {
    int count = message.getInt();
    message.get(); // cascade, restart identity
    List<Integer> relations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      relations.add(message.getInt());
    }
    return new LogMessage.Truncate(List.copyOf(relations));
  }

  private static Tuple tuple(ByteBuffer message) {
    int count = message.getShort();
    @Nullable String[] texts = new @Nullable String[count];
    boolean[] sent = new boolean[count];
    for (int i = 0; i < count; i++) {
      char kind = (char) message.get();
      sent[i] = kind != 'u';
      if (kind == 't') {
        int length = message.getInt();
        texts[i] =
            new String(
                message.array(),
                message.arrayOffset() + message.position(),
                length,
                StandardCharsets.UTF_8);
        message.position(message.position() + length);
      } else if (kind != 'n' && kind != 'u') {
        throw new IllegalArgumentException(
            "The log sends a value of kind '" + kind + "', which was not asked for.");
      }
    }
    return new Tuple(texts, sent);
  }

  private static String string(ByteBuffer message) {
    int start = message.position();
    int end = start;
    while (message.get(end) != 0) {
      end++;
    }
    String text =
        new String(
            message.array(), message.arrayOffset() + start, end - start, StandardCharsets.UTF_8);
    message.position(end + 1);
    return text;
  }

  private static void require(char expected, char found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "The log sends part '" + found + "' where the protocol has '" + expected + "'.");
    }
  }
}
