package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens {@code redis://host:port} as a checkpoint store that several machines may share. */
public final class RedisCheckpointStoreProvider implements CheckpointStoreProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public RedisCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return "redis";
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    return new RedisCheckpointStore(RedisUrl.parse(url), pipeline);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    List<Finding> findings = new ArrayList<>();
    try (RedisConnection connection =
        new RedisConnection(RedisUrl.parse(url), RedisConnection.ANSWER_TIMEOUT)) {
      ServerFacts facts = ServerFacts.of(connection);
      findings.addAll(facts.findings());
      try (RedisCheckpointStore store = new RedisCheckpointStore(RedisUrl.parse(url), pipeline)) {
        findings.add(
            store.isForeign()
                ? Finding.weak(
                    "checkpoint",
                    "another program's: a run takes it over where a profile can read it, and"
                        + " refuses it otherwise")
                : StoreCheck.found(store.peek()));
      } catch (SinkException e) {
        findings.add(Finding.fails("checkpoint", e));
      }
      return new StoreCheck(facts.durability(), findings);
    } catch (SinkException e) {
      findings.add(Finding.fails("--checkpoints", e));
      return new StoreCheck(null, findings);
    }
  }

  @Override
  public boolean keepsRedoLog() {
    return true;
  }
}
