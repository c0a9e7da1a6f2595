package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.source.ThreadedSession;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a preview runs on: a real source and real clocks, and nothing that keeps anything. */
final class PreviewMachine implements Machine {
  private static final SinkPosition NOWHERE = new SinkPosition("preview", 0, 0);

  private final SourceBinding source;
  private final String pipeline;
  private final Surroundings surroundings;
  private final Preview preview;

  PreviewMachine(SourceBinding source, String pipeline, Preview preview) {
    this.surroundings = new LocalSurroundings(pipeline);
    this.source = source;
    this.pipeline = pipeline;
    this.preview = preview;
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public Destinations openDestinations() {
    Map<Role, Sink> sinks = new EnumMap<>(Role.class);
    for (ResourceBinding<?, ?, ?> resource : source.resources()) {
      sinks.computeIfAbsent(Destinations.roleOf(resource), role -> new PreviewSink(preview));
    }
    return new Destinations(sinks, new Memory(preview.start()), null);
  }

  @Override
  public DeadLetterQueue openDeadLetters() {
    return new Letters(preview.target());
  }

  /** None: an event need not survive. */
  @Override
  public Optional<SegmentStore> openJournal() {
    return Optional.empty();
  }

  @Override
  public SourceSession openSource(AttemptScope scope) {
    return new ThreadedSession(source.factory().get(), pipeline, scope);
  }

  @Override
  public Acknowledger openAcknowledger() {
    return new Silent();
  }

  /** A document that ends with the process. */
  private static final class Memory implements CheckpointStore {
    private @Nullable CheckpointDocument document;

    Memory(@Nullable CheckpointDocument start) {
      // What waits in a journal is not previewed: the document is as if it were handled.
      document = start == null ? null : start.toBuilder().journal(null).build();
    }

    @Override
    public String description() {
      return "the memory of a preview";
    }

    @Override
    public CheckpointDocument acquire(CheckpointDocument firstRun) {
      CheckpointDocument before = document;
      CheckpointDocument taken =
          before == null ? firstRun : before.withLease(before.epoch() + 1, firstRun.owner());
      document = taken;
      return taken;
    }

    @Override
    public void save(CheckpointDocument next) {
      document = next;
    }

    @Override
    public CheckpointDocument reread() throws SinkException {
      CheckpointDocument known = document;
      if (known == null) {
        throw SinkException.stop("There is no document before the lease");
      }
      return known;
    }

    @Override
    public void copy(CheckpointDocument copied) {}

    @Override
    public Optional<CheckpointDocument> peek() {
      return Optional.ofNullable(document);
    }

    @Override
    public void close() {}
  }

  private record Letters(PreviewTarget target) implements DeadLetterQueue {
    @Override
    public void recover(DeadLetters recorded) {}

    @Override
    public void append(List<DeadLetter> letters) throws SinkException {
      for (DeadLetter letter : letters) {
        target.deadLetter(letter);
      }
    }

    @Override
    public SinkPosition position() {
      return NOWHERE;
    }

    @Override
    public void close() {}
  }

  /** Tells nobody anything. */
  private static final class Silent implements Acknowledger {
    @Override
    public void add(Consumer<Checkpoint> listener) {}

    @Override
    public void startAttempt() {}

    @Override
    public void tell(Checkpoint checkpoint) {}

    @Override
    public boolean awaitTold(long waitNanos) {
      return true;
    }

    @Override
    public void close() {}
  }
}
