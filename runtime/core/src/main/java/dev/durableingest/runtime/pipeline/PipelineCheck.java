package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Checkable;
import dev.durableingest.runtime.Conditional;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.checkpoint.TransactionalSinkProvider;
import dev.durableingest.runtime.deadletter.DeadLetterUrls;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.FolderCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that a run would touch, and says what it would promise. Writes nothing and
 * takes no lease. Single-threaded.
 */
public final class PipelineCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SourceBinding source;
  private final String pipeline;
  private final PipelineUrls urls;
  private final boolean isJournaled;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Role, SinkKind> kinds = new EnumMap<>(Role.class);
  private boolean isDocumentInTables;
  private boolean isDocumentInStreams;
  private boolean keepsRedoLog;
  private @Nullable String condition;

  private PipelineCheck(SourceBinding source, PipelineOptions options) {
    this.source = source;
    this.pipeline = options.pipelineId().orElse(source.name());
    this.urls = PipelineUrls.of(source.name(), options);
    this.isJournaled = options.journal().isPresent();
  }

  /** What a run with these options would find, in the order in which a person should read it. */
  public static List<Finding> of(Pipeline definition, PipelineOptions options) {
    PipelineCheck check = new PipelineCheck(definition.source(), options);
    check.lookAtSource();
    check.lookAtSinks();
    StoreDurability durability = check.lookAtStore();
    check.findings.add(DeadLetterUrls.check(check.urls.deadLetters(), check.pipeline));
    options
        .journal()
        .map(folder -> new FileUrl(folder.resolve(check.pipeline), false))
        .ifPresent(folder -> check.findings.add(FolderCheck.of("journal", folder)));
    check.findings.add(check.guarantee(durability));
    return List.copyOf(check.findings);
  }

  private void lookAtSource() {
    String what = "source '" + source.name() + "'";
    try {
      SourceAdapter adapter = source.factory().get();
      condition =
          adapter instanceof Conditional conditional ? conditional.condition().orElse(null) : null;
      findings.add(
          adapter instanceof Checkable checkable
              ? lookAt(what, checkable)
              : Finding.weak(what, "only a run can look at it"));
    } catch (RuntimeException e) {
      findings.add(Finding.fails(what, oneLine(e)));
    }
  }

  private static Finding lookAt(String what, Checkable checkable) {
    FutureTask<String> task = new FutureTask<>(checkable::check);
    Thread thread = new Thread(task, "source-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return Finding.ok(what, task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Finding.fails(what, oneLine(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      thread.interrupt();
      return Finding.fails(
          what,
          "it gave no answer within "
              + PATIENCE.toSeconds()
              + " s: the connection may be half-open, or a firewall drops its packets");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Finding.fails(what, "the check was interrupted");
    }
  }

  private void lookAtSinks() {
    for (Role role : List.of(Role.OLAP, Role.STREAM)) {
      List<ResourceBinding<?, ?, ?>> own =
          source.resources().stream()
              .filter(resource -> Destinations.roleOf(resource) == role)
              .toList();
      if (!own.isEmpty()) {
        lookAtSink(role, role == Role.OLAP ? urls.olap() : urls.stream(), own);
      }
    }
  }

  private void lookAtSink(Role role, URI url, List<ResourceBinding<?, ?, ?>> own) {
    try {
      SinkProvider provider = SinkUrls.provider(url, role);
      SinkCheck check = provider.check(url, pipeline, own);
      findings.addAll(check.findings());
      SinkKind kind = check.kind();
      if (role == Role.OLAP) {
        isDocumentInTables = kind == SinkKind.TRANSACTIONAL;
      } else {
        isDocumentInStreams =
            !isDocumentInTables
                && urls.keepsCheckpointsInStream()
                && provider instanceof TransactionalSinkProvider;
      }
      if (kind != null) {
        kinds.put(role, isDocumentInStreams ? SinkKind.TRANSACTIONAL : kind);
      }
    } catch (SinkException e) {
      findings.add(Finding.fails(role == Role.OLAP ? "--olap" : "--stream", e));
    }
  }

  /** What is known of the durability of the store that decides. */
  private @Nullable StoreDurability lookAtStore() {
    URI named = urls.checkpoints();
    boolean isBesideTheData = named == null || named.equals(urls.olap());
    if (isDocumentInTables && isBesideTheData) {
      return StoreDurability.SYNCED; // the sink's own check said it all
    }
    URI otherwise = named == null ? URI.create("file:data/checkpoints") : named;
    URI url = isDocumentInStreams ? urls.stream() : otherwise;
    try {
      CheckpointStoreProvider provider = CheckpointUrls.provider(url);
      StoreCheck check = provider.check(url, pipeline);
      keepsRedoLog = provider.keepsRedoLog();
      findings.addAll(check.findings());
      if (isDocumentInTables || isDocumentInStreams) {
        return StoreDurability.SYNCED; // as the sink is; beside tables, this store gets copies
      }
      return check.durability();
    } catch (SinkException e) {
      findings.add(Finding.fails("--checkpoints", e));
      return null;
    }
  }

  private Finding guarantee(@Nullable StoreDurability durability) {
    boolean areKindsKnown =
        source.resources().stream()
            .allMatch(resource -> kinds.containsKey(Destinations.roleOf(resource)));
    if (durability == null || !areKindsKnown) {
      return Finding.weak("guarantee", "not known until the above can be looked at");
    }
    if (kinds.containsValue(SinkKind.DEDUP) && !isRepeatable()) {
      findings.add(
          Finding.weak(
              "redo log",
              "none with these checkpoints and streams: what a crash leaves half inserted is"
                  + " inserted anew, so tables that refuse a block they have cannot tell; keep"
                  + " checkpoints in files, DuckDB or Redis, and streams in files, for"
                  + " effectively-once tables"));
    }
    Promise promise = new Promise(source.resources(), isJournaled, condition);
    return Finding.ok("guarantee", promise.label(this::kindOf, durability));
  }

  private SinkKind kindOf(ResourceBinding<?, ?, ?> resource) {
    SinkKind kind = kinds.getOrDefault(Destinations.roleOf(resource), SinkKind.NEITHER);
    return kind == SinkKind.DEDUP && !isRepeatable() ? SinkKind.NEITHER : kind;
  }

  /** Whether a batch can be kept as bytes, and so be sent again as it was. */
  private boolean isRepeatable() {
    return keepsRedoLog && kinds.getOrDefault(Role.STREAM, SinkKind.UNDO) == SinkKind.UNDO;
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : failure.getClass().getSimpleName() + ": " + message.replaceAll("\\s*\\R\\s*", " ");
  }
}
