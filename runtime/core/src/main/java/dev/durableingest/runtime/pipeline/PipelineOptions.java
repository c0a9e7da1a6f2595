package dev.durableingest.runtime.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run: where to, in which batches, how long. Immutable; what is not set has the
 * default of the workflow's option of the same name.
 */
public final class PipelineOptions {
  private final Builder values;

  private PipelineOptions(Builder values) {
    this.values = values;
  }

  /** All defaults: DuckDB and files under {@code data}. */
  public static PipelineOptions defaults() {
    return builder().build();
  }

  /** A builder that starts from these. */
  public Builder toBuilder() {
    return values.copy();
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code --olap}; empty for {@code duckdb:data/<source>.duckdb}. */
  public Optional<URI> olap() {
    return Optional.ofNullable(values.olap);
  }

  /** {@code --stream}. */
  public URI stream() {
    return values.stream;
  }

  /** {@code --checkpoints}; empty for beside the data, or files. */
  public Optional<URI> checkpoints() {
    return Optional.ofNullable(values.checkpoints);
  }

  /** {@code --dead-letters}. */
  public URI deadLetters() {
    return values.deadLetters;
  }

  /** {@code --journal}: where the intake journal is; empty for none. */
  public Optional<Path> journal() {
    return Optional.ofNullable(values.journal);
  }

  /** {@code --journal-max-bytes}: bytes that the journal may occupy; one larger event passes. */
  public long journalMaxBytes() {
    return values.journalMaxBytes;
  }

  /** {@code --journal-force-interval}: how often the journal is forced; zero: for each event. */
  public Duration journalForceInterval() {
    return values.journalForceInterval;
  }

  /** {@code --journal-when-full drop}: what nobody can send again is dropped, as a gap. */
  public boolean journalDropsWhenFull() {
    return values.journalDropsWhenFull;
  }

  /** {@code --require}: the run is refused where less is promised; empty for no refusal. */
  public Optional<Guarantee> require() {
    return Optional.ofNullable(values.require);
  }

  /** {@code --pipeline-id}; empty for the name of the source. */
  public Optional<String> pipelineId() {
    return Optional.ofNullable(values.pipelineId);
  }

  /** {@code --batch-max-records}: a batch is committed when it has so many events. */
  public int batchMaxRecords() {
    return values.batchMaxRecords;
  }

  /** {@code --batch-max-bytes}: a batch is committed when its payloads keep so many bytes. */
  public long batchMaxBytes() {
    return values.batchMaxBytes;
  }

  /** {@code --batch-linger}: a batch is committed when its first event has been in it so long. */
  public Duration batchLinger() {
    return values.batchLinger;
  }

  /**
   * {@code --batch-max-attempts}: how often a batch is tried before the run fails; empty for as
   * often as it takes.
   */
  public Optional<Integer> batchMaxAttempts() {
    return Optional.ofNullable(values.batchMaxAttempts);
  }

  /** {@code --event-max-attempts}: how often an event is tried that may succeed later. */
  public int eventMaxAttempts() {
    return values.eventMaxAttempts;
  }

  /** {@code --dead-letters-max-in-row}: how many events of a resource may be set aside in a row. */
  public long deadLettersMaxInRow() {
    return values.deadLettersMaxInRow;
  }

  /** {@code --dead-letters-max}: how many of a resource may be set aside in one window. */
  public long deadLettersMax() {
    return values.deadLettersMax;
  }

  /** {@code --dead-letters-window}: how many events a window has. */
  public long deadLettersWindow() {
    return values.deadLettersWindow;
  }

  /** Events that may wait between source and pipeline. */
  public int queueMaxEvents() {
    return values.queueMaxEvents;
  }

  /** Bytes of payload that may wait between source and pipeline; one larger event passes alone. */
  public long queueMaxBytes() {
    return values.queueMaxBytes;
  }

  /** {@code --max-events}: stop gracefully when so many events were handled; empty for never. */
  public Optional<Long> maxEvents() {
    return Optional.ofNullable(values.maxEvents);
  }

  /** {@code --for}: stop gracefully after so long; empty for never. */
  public Optional<Duration> runFor() {
    return Optional.ofNullable(values.runFor);
  }

  /** {@code --until-idle}: stop gracefully when no event came for so long; empty for never. */
  public Optional<Duration> untilIdle() {
    return Optional.ofNullable(values.untilIdle);
  }

  /** Where the run can be asked, for other commands on this machine; empty for nowhere. */
  public Optional<URI> statusAddress() {
    return Optional.ofNullable(values.statusAddress);
  }

  /** {@code --stall-timeout}: how long a stage may get nowhere before the run is not ready. */
  public Duration stallTimeout() {
    return values.stallTimeout == null ? Duration.ofMinutes(5) : values.stallTimeout;
  }

  /** Whether that was asked for: then it limits the silence of every source. */
  public boolean limitsSilence() {
    return values.stallTimeout != null;
  }

  /** {@code --start-timeout}: how long a source may take to its first sign; empty for ever. */
  public Optional<Duration> startTimeout() {
    return Optional.ofNullable(values.startTimeout);
  }

  /**
   * {@code --wait-for-lease}: how long to wait for another run of the pipeline to end; empty for as
   * long as the lease of a dead one may last.
   */
  public Optional<Duration> waitForLease() {
    return Optional.ofNullable(values.waitForLease);
  }

  /** {@code --drain-timeout}: how long a stop may take to commit what is in flight. */
  public Duration drainTimeout() {
    return values.drainTimeout;
  }

  /** Collects options; not thread-safe. */
  public static final class Builder implements Cloneable {
    private @Nullable URI olap;
    private URI stream = URI.create("file:data/streams");
    private @Nullable URI checkpoints;
    private URI deadLetters = URI.create("file:data/dead-letters");
    private @Nullable Path journal;
    private long journalMaxBytes = 1L << 30;
    private Duration journalForceInterval = Duration.ofSeconds(1);
    private boolean journalDropsWhenFull;
    private @Nullable Guarantee require;
    private @Nullable String pipelineId;
    private int batchMaxRecords = 50_000;
    private long batchMaxBytes = 8L << 20;
    private Duration batchLinger = Duration.ofMillis(200);
    private @Nullable Integer batchMaxAttempts;
    private int eventMaxAttempts = 10;
    private long deadLettersMaxInRow = 100;
    private long deadLettersMax = 1_000;
    private long deadLettersWindow = 10_000;
    private int queueMaxEvents = 10_000;
    private long queueMaxBytes = 16L << 20;
    private @Nullable Long maxEvents;
    private @Nullable Duration runFor;
    private @Nullable Duration untilIdle;
    private @Nullable URI statusAddress;
    private @Nullable Duration stallTimeout;
    private @Nullable Duration startTimeout;
    private Duration drainTimeout = Duration.ofSeconds(30);
    private @Nullable Duration waitForLease;

    private Builder() {}

    /** See {@link PipelineOptions#olap}. */
    public Builder olap(URI url) {
      olap = url;
      return this;
    }

    /** See {@link PipelineOptions#stream}. */
    public Builder stream(URI url) {
      stream = url;
      return this;
    }

    /** See {@link PipelineOptions#checkpoints}. */
    public Builder checkpoints(URI url) {
      checkpoints = url;
      return this;
    }

    /** See {@link PipelineOptions#deadLetters}. */
    public Builder deadLetters(URI url) {
      deadLetters = url;
      return this;
    }

    /** See {@link PipelineOptions#journal}. */
    public Builder journal(Path folder) {
      journal = folder;
      return this;
    }

    /** See {@link PipelineOptions#journalMaxBytes}. */
    public Builder journalMaxBytes(long bytes) {
      journalMaxBytes = OptionLimits.atLeastOne("journal-max-bytes", bytes);
      return this;
    }

    /** See {@link PipelineOptions#journalForceInterval}. */
    public Builder journalForceInterval(Duration interval) {
      journalForceInterval = interval;
      return this;
    }

    /** See {@link PipelineOptions#journalDropsWhenFull}. */
    public Builder journalDropsWhenFull(boolean drops) {
      journalDropsWhenFull = drops;
      return this;
    }

    /** See {@link PipelineOptions#require}. */
    public Builder require(Guarantee least) {
      require = least;
      return this;
    }

    /** See {@link PipelineOptions#pipelineId}. */
    public Builder pipelineId(String id) {
      pipelineId = OptionLimits.pipelineId(id);
      return this;
    }

    /** See {@link PipelineOptions#batchMaxRecords}. */
    public Builder batchMaxRecords(int events) {
      batchMaxRecords = OptionLimits.atLeastOne("batch-max-records", events);
      return this;
    }

    /** See {@link PipelineOptions#batchMaxBytes}. */
    public Builder batchMaxBytes(long bytes) {
      batchMaxBytes = OptionLimits.atLeastOne("batch-max-bytes", bytes);
      return this;
    }

    /** See {@link PipelineOptions#batchLinger}. */
    public Builder batchLinger(Duration linger) {
      batchLinger = linger;
      return this;
    }

    /** See {@link PipelineOptions#batchMaxAttempts}. */
    public Builder batchMaxAttempts(int attempts) {
      batchMaxAttempts = OptionLimits.atLeastOne("batch-max-attempts", attempts);
      return this;
    }

    /** See {@link PipelineOptions#eventMaxAttempts}. */
    public Builder eventMaxAttempts(int attempts) {
      eventMaxAttempts = OptionLimits.atLeastOne("event-max-attempts", attempts);
      return this;
    }

    /** See {@link PipelineOptions#deadLettersMaxInRow}. */
    public Builder deadLettersMaxInRow(long events) {
      deadLettersMaxInRow = OptionLimits.atLeastOne("dead-letters-max-in-row", events);
      return this;
    }

    /** See {@link PipelineOptions#deadLettersMax}. */
    public Builder deadLettersMax(long events) {
      deadLettersMax = OptionLimits.atLeastOne("dead-letters-max", events);
      return this;
    }

    /** See {@link PipelineOptions#deadLettersWindow}. */
    public Builder deadLettersWindow(long events) {
      deadLettersWindow = OptionLimits.atLeastOne("dead-letters-window", events);
      return this;
    }

    /** See {@link PipelineOptions#queueMaxEvents}. */
    public Builder queueMaxEvents(int events) {
      queueMaxEvents = OptionLimits.atLeastOne("queue-max-events", events);
      return this;
    }

    /** See {@link PipelineOptions#queueMaxBytes}. */
    public Builder queueMaxBytes(long bytes) {
      queueMaxBytes = OptionLimits.atLeastOne("queue-max-bytes", bytes);
      return this;
    }

    /** See {@link PipelineOptions#maxEvents}. */
    public Builder maxEvents(long events) {
      maxEvents = OptionLimits.atLeastOne("max-events", events);
      return this;
    }

    /** See {@link PipelineOptions#runFor}. */
    public Builder runFor(Duration duration) {
      runFor = duration;
      return this;
    }

    /** See {@link PipelineOptions#untilIdle}. */
    public Builder untilIdle(Duration duration) {
      untilIdle = duration;
      return this;
    }

    /** See {@link PipelineOptions#statusAddress}. */
    public Builder statusAddress(URI address) {
      statusAddress = address;
      return this;
    }

    /** See {@link PipelineOptions#stallTimeout}. */
    public Builder stallTimeout(Duration timeout) {
      stallTimeout = timeout;
      return this;
    }

    /** See {@link PipelineOptions#startTimeout}. */
    public Builder startTimeout(Duration timeout) {
      startTimeout = timeout;
      return this;
    }

    /** See {@link PipelineOptions#waitForLease}. */
    public Builder waitForLease(Duration wait) {
      waitForLease = wait;
      return this;
    }

    /** See {@link PipelineOptions#drainTimeout}. */
    public Builder drainTimeout(Duration timeout) {
      drainTimeout = timeout;
      return this;
    }

    /** The options so far. */
    public PipelineOptions build() {
      return new PipelineOptions(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
