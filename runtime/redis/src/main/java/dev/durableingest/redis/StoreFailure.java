package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.List;

/** Says what is the matter where a Redis answers, and not what the run that asks may expect. */
final class StoreFailure {
  private final RedisUrl url;
  private final String pipeline;

  StoreFailure(RedisUrl url, String pipeline) {
    this.url = url;
    this.pipeline = pipeline;
  }

  /** Another run has the lease. */
  SinkException inUse(Duration left, String holder) {
    return new SinkException(
        new Verdict.InUse(left),
        "The checkpoints of pipeline '"
            + pipeline
            + "' in "
            + url
            + " are in use by "
            + (holder.isEmpty() ? "another run" : holder)
            + ", whose lease runs out in "
            + left.toSeconds()
            + " s unless it is renewed. Stop that run first, or take another --pipeline-id",
        null);
  }

  /**
   * The fence has not let a step pass.
   *
   * @param run a document of this run
   * @param revision the revision behind which the step was
   * @param answer what a script said: gone; or refused, and the fence's incarnation, epoch, owner,
   *     revision and holder
   */
  SinkException refused(CheckpointDocument run, long revision, List<String> answer) {
    if (answer.get(0).equals("gone")) {
      return emptied();
    }
    boolean isMine =
        answer.get(1).equals(run.incarnation())
            && answer.get(2).equals(String.valueOf(run.epoch()))
            && answer.get(3).equals(run.owner());
    if (isMine && Long.parseLong(answer.get(4)) < revision) {
      return forgetful(revision, answer.get(4));
    }
    return fenced(answer.get(5));
  }

  /** Another run has taken the lease. */
  SinkException fenced(String holder) {
    return new SinkException(
        Verdict.FENCED,
        "The lease of pipeline '"
            + pipeline
            + "' in "
            + url
            + " was taken by "
            + (holder.isEmpty() ? "another run" : holder)
            + ". This one has saved and acknowledged nothing since, and stops",
        null);
  }

  /** Nobody but this run may have written, and yet there is less than was answered for. */
  SinkException forgetful(long answeredFor, String revision) {
    return SinkException.stop(
        url
            + " has revision "
            + revision
            + " of pipeline '"
            + pipeline
            + "' after it had answered for "
            + answeredFor
            + ": it lost its newest writes. Start again, to go on from there; set appendfsync"
            + " always to keep it from happening");
  }

  /** There is no fence any more. */
  SinkException emptied() {
    return SinkException.stop(
        url.fenceKey(pipeline)
            + " is gone from "
            + url
            + ": the database was emptied, or Redis came back without its data. Put a backup back;"
            + " else the pipeline begins anew at its next start");
  }

  /** There is a fence and no document. */
  SinkException lost() {
    return SinkException.stop(
        url.documentKey(pipeline)
            + " in "
            + url
            + " is missing, although one was saved: cache.clear() of MooseCache deletes it. Put a"
            + " copy back together with the data of the same moment, or name another ?prefix= to"
            + " begin anew");
  }
}
