package dev.durableingest.processor.lock;

import dev.durableingest.processor.lock.SchemaLock.LockedCheckpoint;
import dev.durableingest.processor.lock.SchemaLock.LockedResource;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import dev.durableingest.processor.lock.SchemaLock.LockedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the text of a lock, and refuses what is not exactly one. */
final class LockReader {
  // A merge that kept both sides of a line shows as a name that is there twice.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private LockReader() {}

  /**
   * The lock that these bytes are.
   *
   * @throws DamagedLockException when they are none
   * @throws NewerLockException when a later release wrote them
   */
  static SchemaLock read(byte[] bytes) throws DamagedLockException, NewerLockException {
    Node root = parse(bytes);
    int version = root.number("formatVersion");
    if (version > SchemaLock.FORMAT_VERSION) {
      throw new NewerLockException(version);
    }
    if (version < 1) {
      throw new DamagedLockException("its formatVersion is " + version);
    }
    root.checkHasOnly("formatVersion", "sources");
    return new SchemaLock(root.object("sources").mapped(LockReader::source));
  }

  private static LockedSource source(Node node) throws DamagedLockException {
    node.checkHasOnly("class", "resources", "sinks");
    return new LockedSource(
        node.text("class"),
        node.object("resources").mapped(LockReader::resource),
        node.object("sinks").mapped(LockReader::sink));
  }

  private static LockedResource resource(Node node) throws DamagedLockException {
    node.checkHasOnly("class", "sink", "checkpoint");
    Optional<LockedCheckpoint> checkpoint =
        node.has("checkpoint")
            ? Optional.of(checkpoint(node.object("checkpoint")))
            : Optional.empty();
    return new LockedResource(node.text("class"), node.text("sink"), checkpoint);
  }

  private static LockedCheckpoint checkpoint(Node node) throws DamagedLockException {
    node.checkHasOnly("type", "components");
    return new LockedCheckpoint(node.text("type"), types(node.object("components")));
  }

  private static LockedSink sink(Node node) throws DamagedLockException {
    SortedMap<String, String> settings = new TreeMap<>();
    for (String name : node.values().keySet()) {
      if (!name.equals("columns")) {
        settings.put(name, node.text(name));
      }
    }
    return new LockedSink(settings, types(node.object("columns")));
  }

  private static SortedMap<String, LockedType> types(Node node) throws DamagedLockException {
    SortedMap<String, LockedType> types = new TreeMap<>();
    for (String name : node.values().keySet()) {
      types.put(name, LockedType.parse(node.text(name)));
    }
    return types;
  }

  private static Node parse(byte[] bytes) throws DamagedLockException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DamagedLockException("it is no JSON object");
      }
      Node root = object(parser, "");
      if (parser.nextToken() != null) {
        throw new DamagedLockException("something follows its end");
      }
      return root;
    } catch (JacksonException e) {
      throw new DamagedLockException(
          "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    }
  }

  private static Node object(JsonParser parser, String path) throws DamagedLockException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String below = path.isEmpty() ? name : path + "/" + name;
      JsonToken value = parser.nextToken();
      switch (value) {
        case START_OBJECT -> values.put(name, object(parser, below));
        case VALUE_STRING -> values.put(name, parser.getString());
        case VALUE_NUMBER_INT -> values.put(name, parser.getIntValue());
        default -> {
          // A later format may hold what this one does not; which it is, is not known yet.
          parser.skipChildren();
          values.put(name, value);
        }
      }
    }
    return new Node(path, values);
  }

  /** An object of the file, which knows where it is. */
  private record Node(String path, Map<String, Object> values) {

    boolean has(String name) {
      return values.containsKey(name);
    }

    int number(String name) throws DamagedLockException {
      if (values.get(name) instanceof Integer number) {
        return number;
      }
      throw missing(name, "number");
    }

    String text(String name) throws DamagedLockException {
      if (values.get(name) instanceof String text) {
        return text;
      }
      throw missing(name, "text");
    }

    Node object(String name) throws DamagedLockException {
      if (values.get(name) instanceof Node node) {
        return node;
      }
      throw missing(name, "object");
    }

    <T> SortedMap<String, T> mapped(Form<T> form) throws DamagedLockException {
      SortedMap<String, T> mapped = new TreeMap<>();
      for (String name : values.keySet()) {
        mapped.put(name, form.read(object(name)));
      }
      return mapped;
    }

    /** What nobody would read is a slip of a hand or of a merge, and would be lost when written. */
    void checkHasOnly(String... known) throws DamagedLockException {
      for (String name : values.keySet()) {
        if (!List.of(known).contains(name)) {
          throw new DamagedLockException("nothing is known of " + below(name));
        }
      }
    }

    private DamagedLockException missing(String name, String wanted) {
      return new DamagedLockException("it has no " + wanted + " at " + below(name));
    }

    private String below(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  private interface Form<T> {
    T read(Node node) throws DamagedLockException;
  }
}
