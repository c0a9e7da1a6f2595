package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.World;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The records of one batch, as lines by resource. */
final class Lines implements RecoverableBatch {
  private final List<List<Integer>> byResource = new ArrayList<>();
  private boolean empty = true;
  private String token = "";

  Lines(int resources) {
    for (int i = 0; i < resources; i++) {
      byResource.add(new ArrayList<>());
    }
  }

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R row) {
    if (!token.isEmpty()) {
      throw new IllegalStateException("The batch is sealed: take a new one");
    }
    empty = false;
    byResource.get(Connector.indexOf(resource.name())).add(((Row) (Record) row).line());
  }

  @Override
  public boolean isEmpty() {
    return empty;
  }

  @Override
  public void seal(String batchToken) {
    token = token.isEmpty() ? batchToken : token;
  }

  @Override
  public List<ByteBuffer> encoded() {
    byte[] name = token.getBytes(StandardCharsets.UTF_8);
    int count = byResource.stream().mapToInt(lines -> 1 + lines.size()).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + count) + name.length);
    bytes.putInt(name.length).put(name);
    for (List<Integer> lines : byResource) {
      bytes.putInt(lines.size());
      lines.forEach(bytes::putInt);
    }
    return List.of(bytes.flip());
  }

  /** The lines that were {@link #encoded}. */
  static Lines decode(byte[] encoded, int resources) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    byte[] name = new byte[bytes.getInt()];
    bytes.get(name);
    Lines lines = new Lines(resources);
    lines.token = new String(name, StandardCharsets.UTF_8);
    for (List<Integer> one : lines.byResource) {
      for (int left = bytes.getInt(); left > 0; left--) {
        one.add(bytes.getInt());
        lines.empty = false;
      }
    }
    return lines;
  }

  /** What names the batch for ever. */
  String token() {
    return token;
  }

  /** What it holds, as a name. */
  String content() {
    return byResource.toString();
  }

  /** Whether the table, or the other destination, refuses one of its records. */
  boolean isRefused(World world, boolean byTable) {
    for (int resource = 0; resource < byResource.size(); resource++) {
      if (world.plan().tables().get(resource) == byTable) {
        for (int line : byResource.get(resource)) {
          if (world.plan().event(Row.eventOf(line)).kind() == Kind.REFUSED) {
            return true;
          }
        }
      }
    }
    return false;
  }

  List<Integer> of(int resource) {
    return byResource.get(resource);
  }
}
