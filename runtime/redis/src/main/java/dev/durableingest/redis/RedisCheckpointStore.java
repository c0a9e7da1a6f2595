package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointTakeOver;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The checkpoint document of one pipeline in a Redis that several machines share.
 *
 * <p>The document is one JSON object under a key that MooseCache can read, written by a plain SET.
 * Beside it, where {@code cache.clear()} does not come, is the fence: incarnation, epoch, owner and
 * revision of the document, and the deadline of the lease. The fence is what a save is compared
 * with; a document that the fence does not know is never believed.
 *
 * <p>Owned by the pipeline thread.
 */
final class RedisCheckpointStore implements CheckpointStore {
  private final RedisUrl url;
  private final String pipeline;
  private final List<String> keys;
  private final RedisConnection connection;
  private final RedisRedoLog redo;
  private final StoreFailure failures;
  private final StartPatience patience = new StartPatience();
  private StoreDurability durability = StoreDurability.VOLATILE;
  private @Nullable CheckpointTakeOver translation;
  private boolean isTakenOver;
  private @Nullable RedisLease lease;
  // The document that Redis has, as far as is known, and the one that a save may have put there.
  private @Nullable CheckpointDocument saved;
  private @Nullable CheckpointDocument pending;

  RedisCheckpointStore(RedisUrl url, String pipeline) {
    this.url = url;
    this.pipeline = pipeline;
    this.keys = List.of(url.documentKey(pipeline), url.fenceKey(pipeline));
    this.connection = new RedisConnection(url, RedisConnection.ANSWER_TIMEOUT);
    this.redo = new RedisRedoLog(connection, url, pipeline);
    this.failures = new StoreFailure(url, pipeline);
  }

  @Override
  public String description() {
    return url.toString();
  }

  @Override
  public StoreDurability durability() {
    return durability;
  }

  @Override
  public Optional<Lease> lease() {
    return Optional.ofNullable(lease);
  }

  @Override
  public void takeOverBy(CheckpointTakeOver newTranslation) {
    translation = newTranslation;
  }

  @Override
  public Optional<String> takenOver() {
    return isTakenOver
        ? Optional.of(
            "since it took over another program's checkpoint, whose promise before is its own")
        : Optional.empty();
  }

  @Override
  public CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
    return patience.bounded(() -> take(firstRun));
  }

  private CheckpointDocument take(CheckpointDocument firstRun) throws SinkException {
    ServerFacts facts = ServerFacts.of(connection);
    facts.requireUsable();
    // Read before anything is touched: what is there may not be a checkpoint at all.
    String before = connection.ask(Command.GET, keys.get(0));
    long epochBefore =
        isForeign(before) ? 0 : parsed(before).map(CheckpointDocument::epoch).orElse(0L);
    String holder = Holder.ofThisProcess();
    List<String> answer =
        connection.ask(
            Script.ACQUIRE,
            keys,
            firstRun.owner(),
            String.valueOf(url.lease().toMillis()),
            holder,
            String.valueOf(epochBefore));
    if (answer.get(0).equals("held")) {
      throw failures.inUse(Duration.ofMillis(Long.parseLong(answer.get(1))), answer.get(2));
    }
    RedisLease taken =
        new RedisLease(url, keys.get(1), Long.parseLong(answer.get(1)), firstRun.owner());
    try {
      CheckpointDocument document = established(taken, answer, firstRun);
      isTakenOver = !connection.askList(Command.HMGET, keys.get(1), "takenOver").get(0).isEmpty();
      durability = facts.durability();
      lease = taken;
      stored(document);
      pending = null;
      return document;
    } catch (SinkException e) {
      taken.close();
      throw e;
    }
  }

  /** The document under the new lease; what the fence and the document say must agree. */
  private CheckpointDocument established(
      RedisLease taken, List<String> answer, CheckpointDocument firstRun) throws SinkException {
    String incarnation = answer.get(2);
    String revision = answer.get(3);
    String text = answer.get(4);
    String foreign = revision.isEmpty() && isForeign(text) ? text : "";
    Optional<CheckpointDocument> found = foreign.isEmpty() ? parsed(text) : Optional.empty();
    if (!revision.isEmpty()) {
      CheckpointDocument document = found.orElseThrow(failures::lost);
      requireKnown(document, incarnation, revision);
      return document.withLease(taken.epoch(), taken.owner());
    }
    CheckpointDocument first = foreign.isEmpty() ? firstRun : translated(foreign, firstRun);
    CheckpointDocument document = found.orElse(first).withLease(taken.epoch(), taken.owner());
    List<String> adopted =
        connection.ask(
            Script.ADOPT,
            keys,
            String.valueOf(taken.epoch()),
            taken.owner(),
            document.incarnation(),
            String.valueOf(document.revision()),
            found.isPresent() ? "" : DocumentJson.write(document),
            foreign);
    if (adopted.get(0).equals("changed")) {
      throw SinkException.stop(
          where() + " was changed while it was taken over: stop the program that writes it first.");
    }
    if (!adopted.get(0).equals("adopted")) {
      throw failures.fenced("somebody else");
    }
    return document;
  }

  @Override
  public void save(CheckpointDocument next) throws SinkException {
    pending = next;
    List<String> answer =
        connection.run(
            Script.SAVE,
            keys,
            next.incarnation(),
            String.valueOf(next.epoch()),
            next.owner(),
            String.valueOf(next.revision() - 1),
            String.valueOf(next.revision()),
            DocumentJson.write(next));
    if (!answer.get(0).equals("saved")) {
      throw failures.refused(next, next.revision() - 1, answer);
    }
    stored(next);
    pending = null;
  }

  /**
   * As declared. Goes by the fence, which knows the revision also where the document was deleted by
   * somebody: the next save puts that back.
   */
  @Override
  public CheckpointDocument reread() throws SinkException {
    connection.drop();
    List<String> fence =
        connection.askList(
            Command.HMGET, keys.get(1), "incarnation", "epoch", "owner", "revision", "holder");
    if (fence.get(1).isEmpty()) {
      throw failures.emptied();
    }
    long epoch = Long.parseLong(fence.get(1));
    CheckpointDocument before = saved;
    for (CheckpointDocument known : new CheckpointDocument[] {pending, before}) {
      if (known != null
          && known.incarnation().equals(fence.get(0))
          && String.valueOf(known.revision()).equals(fence.get(3))) {
        stored(known);
        return known.withLease(epoch, fence.get(2));
      }
    }
    if (before != null && before.epoch() == epoch && before.owner().equals(fence.get(2))) {
      throw failures.forgetful(before.revision(), fence.get(3));
    }
    throw failures.fenced(fence.get(4));
  }

  @Override
  public Optional<RedoLog> redoLog() {
    return Optional.of(redo);
  }

  private void stored(CheckpointDocument document) {
    saved = document;
    redo.follow(document);
  }

  @Override
  public void copy(CheckpointDocument document) throws SinkException {
    connection.ask(Command.SET, keys.get(0), DocumentJson.write(document));
  }

  @Override
  public Optional<CheckpointDocument> peek() throws SinkException {
    return patience.bounded(
        () -> {
          Optional<CheckpointDocument> found = parsed(connection.ask(Command.GET, keys.get(0)));
          List<String> fence =
              connection.askList(
                  Command.HMGET, keys.get(1), "incarnation", "epoch", "owner", "revision");
          if (fence.get(3).isEmpty()) {
            return found;
          }
          CheckpointDocument document = found.orElseThrow(failures::lost);
          return Optional.of(document.withLease(Long.parseLong(fence.get(1)), fence.get(2)));
        });
  }

  @Override
  public void close() {
    RedisLease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
    connection.close();
  }

  /** Whether another program has left something where the first document would be. */
  boolean isForeign() throws SinkException {
    String text = connection.ask(Command.GET, keys.get(0));
    boolean isKnown = !connection.askList(Command.HMGET, keys.get(1), "revision").get(0).isEmpty();
    return !isKnown && !text.isEmpty() && !DocumentJson.isDocument(text);
  }

  private boolean isForeign(String text) {
    return translation != null && !text.isEmpty() && !DocumentJson.isDocument(text);
  }

  private CheckpointDocument translated(String foreign, CheckpointDocument firstRun)
      throws SinkException {
    CheckpointTakeOver known = Objects.requireNonNull(translation, "asked before");
    return firstRun.toBuilder().entries(known.translate(foreign, where()).entries()).build();
  }

  private Optional<CheckpointDocument> parsed(String json) throws SinkException {
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      CheckpointDocument document = DocumentJson.read(json);
      if (document.pipeline().equals(pipeline)) {
        return Optional.of(document);
      }
      throw SinkException.stop(
          where()
              + " is the checkpoint of pipeline '"
              + document.pipeline()
              + "'. Name another ?prefix=.");
    } catch (DocumentException e) {
      throw new SinkException(
          Verdict.STOP,
          where()
              + " is not a checkpoint that can be read ("
              + e.getMessage()
              + "). Put the right one back, or name another ?prefix= to begin anew.",
          e);
    }
  }

  private void requireKnown(CheckpointDocument document, String incarnation, String revision)
      throws SinkException {
    if (!document.incarnation().equals(incarnation)
        || !String.valueOf(document.revision()).equals(revision)) {
      throw SinkException.stop(
          where()
              + " has revision "
              + document.revision()
              + ", and "
              + keys.get(1)
              + " says that revision "
              + revision
              + " was the last: an older copy was put back. Put the right one back, or name"
              + " another ?prefix= to begin anew.");
    }
  }

  private String where() {
    return keys.get(0) + " in " + url;
  }
}
