package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.NamedParts;
import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch, encoded as they are added; one block a table once it is sealed. Owned by
 * the pipeline thread.
 */
final class ClickHouseBatch implements RecoverableBatch {
  private final Map<String, TargetTable> tables;
  private final Compression compression;
  private final Map<String, BlockEncoder> encoders = new LinkedHashMap<>();
  private final Set<String> written = new HashSet<>();
  private @Nullable List<Block> blocks;
  private String token = "";

  /** An empty batch for tables, by name. */
  ClickHouseBatch(Map<String, TargetTable> tables, Compression compression) {
    this.tables = tables;
    this.compression = compression;
  }

  private ClickHouseBatch(List<Block> blocks, String token) {
    this(Map.of(), Compression.NONE);
    this.blocks = blocks;
    this.token = token;
  }

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R row) {
    if (blocks != null) {
      throw new IllegalStateException("The batch is sealed: take a new one");
    }
    String name = resource.target().name();
    BlockEncoder encoder = encoders.get(name);
    if (encoder == null) {
      TargetTable table = Objects.requireNonNull(tables.get(name), name);
      encoder = new BlockEncoder(table, compression);
      encoders.put(name, encoder);
    }
    encoder.add(resource.codec(), row);
  }

  @Override
  public long bytes() {
    long sum = 0;
    for (BlockEncoder encoder : encoders.values()) {
      sum += encoder.bytes();
    }
    return sum;
  }

  @Override
  public boolean isEmpty() {
    return encoders.isEmpty() && (blocks == null || blocks.isEmpty());
  }

  @Override
  public boolean isFull() {
    for (BlockEncoder encoder : encoders.values()) {
      if (encoder.isFull()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void seal(String batchToken) {
    if (blocks == null) {
      blocks = encoders.values().stream().map(BlockEncoder::finish).toList();
      token = batchToken;
    }
  }

  /** A value that no ClickHouse table holds, in words, or null. */
  @Nullable String unfit() {
    return encoders.values().stream()
        .map(BlockEncoder::unfit)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The sealed blocks that are not known to be in their tables. */
  List<Block> unwritten() {
    return sealed().stream().filter(block -> !written.contains(block.table())).toList();
  }

  /** Whether a block of it is in its table. */
  boolean isPartlyWritten() {
    return !written.isEmpty();
  }

  /** A block is in its table. */
  void markWritten(Block block) {
    written.add(block.table());
  }

  /** What names a block for ever. */
  String token(Block block) {
    return token + "/" + block.table();
  }

  @Override
  public List<ByteBuffer> encoded() {
    Map<String, List<ByteBuffer>> parts = new LinkedHashMap<>();
    parts.put("", List.of(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8))));
    sealed().forEach(block -> parts.put(block.table(), block.encoded()));
    return NamedParts.encode(parts);
  }

  /** The batch that was {@link #encoded}. */
  static ClickHouseBatch decode(byte[] encoded) throws IOException {
    Map<String, byte[]> parts = NamedParts.decode(encoded);
    byte[] token = parts.remove("");
    if (token == null) {
      throw new IOException("it has no token");
    }
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      blocks.add(Block.decode(part.getKey(), part.getValue()));
    }
    return new ClickHouseBatch(blocks, new String(token, StandardCharsets.UTF_8));
  }

  private List<Block> sealed() {
    return Objects.requireNonNull(blocks, "the batch is not sealed");
  }
}
