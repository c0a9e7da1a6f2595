package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.deadletter.DeadLetterUrls;
import dev.durableingest.runtime.pipeline.DeadLetterRetry;
import dev.durableingest.runtime.pipeline.Maintenance;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.text.Amounts;
import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The commands {@code dead-letters list}, {@code retry} and {@code discard}. */
final class DeadLetterCommands {
  private static final int MESSAGE_CHARS_MAX = 80;

  private final String pipelineId;
  private final PipelineOptions options;
  private final PrintStream out;
  private final boolean json;

  DeadLetterCommands(String source, PipelineOptions options, PrintStream out, boolean json) {
    this.pipelineId = options.pipelineId().orElse(source);
    this.options = options;
    this.out = out;
    this.json = json;
  }

  /**
   * Prints the letters that nobody has dealt with, also during a run.
   *
   * @throws SinkException when they cannot be read
   */
  int list() throws SinkException {
    List<DeadLetter> letters = letters();
    if (json) {
      letters.forEach(letter -> out.println(jsonOf(letter)));
      return ExitCode.OK;
    }
    if (letters.isEmpty()) {
      out.println("No dead letters of pipeline '" + pipelineId + "'.");
      return ExitCode.OK;
    }
    TextTable table = new TextTable("NUMBER", "AT", "RESOURCE", "STAGE", "ATTEMPTS", "ERROR");
    for (DeadLetter letter : letters) {
      table.add(
          Long.toString(letter.number()),
          letter.at().toString(),
          letter.resource() == null ? "-" : letter.resource(),
          letter.stage(),
          Integer.toString(letter.attempts()),
          error(letter));
    }
    table.lines().forEach(out::println);
    return ExitCode.OK;
  }

  /**
   * Handles letters again and tells of each what became of it.
   *
   * @throws SinkException when the lease is held, or a destination fails for good
   */
  int retry(Pipeline pipeline, DeadLetterSelection which, Secrets secrets) throws SinkException {
    AtomicInteger written = new AtomicInteger();
    AtomicInteger kept = new AtomicInteger();
    new DeadLetterRetry(pipeline, options)
        .run(
            which,
            (letter, why) -> {
              (why == null ? written : kept).incrementAndGet();
              tell(
                  letter, why == null ? "retried" : "kept", why == null ? null : secrets.hide(why));
            });
    end("retried", written.get(), kept.get());
    return kept.get() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * Discards letters.
   *
   * @param checkpoints the store whose document decides
   * @param isAgreed whether {@code --yes} was given
   * @throws SinkException when the lease is held, or something cannot be written
   */
  int discard(URI checkpoints, DeadLetterSelection which, boolean isAgreed) throws SinkException {
    if (!isAgreed) {
      long count = letters().stream().filter(which).count();
      if (count == 0) {
        throw new UsageException(
            "There is no such dead letter (" + which.shown() + "): see 'dead-letters list'.");
      }
      throw new UsageException(
          "This drops "
              + Amounts.count(count, "dead letter")
              + " for good ("
              + which.shown()
              + "). Add --yes to agree.");
    }
    List<DeadLetter> dropped =
        new Maintenance(pipelineId, checkpoints).discard(options.deadLetters(), which);
    dropped.forEach(letter -> tell(letter, "discarded", null));
    end("discarded", dropped.size(), 0);
    return ExitCode.OK;
  }

  private List<DeadLetter> letters() throws SinkException {
    return DeadLetterUrls.provider(options.deadLetters()).list(options.deadLetters(), pipelineId);
  }

  private void tell(DeadLetter letter, String what, @Nullable String why) {
    if (json) {
      out.println(
          JsonLine.ofType("deadLetterResult")
              .with("number", letter.number())
              .with("resource", letter.resource())
              .with("result", what)
              .with("reason", why));
    } else if (why != null) {
      out.println("dead letter " + letter.number() + " stays: " + oneLine(why));
    }
  }

  private void end(String what, int done, int kept) {
    if (json) {
      out.println(JsonLine.ofType("deadLetters").with(what, done).with("kept", kept));
    } else {
      String stay = kept == 0 ? "." : ", " + kept + " stay.";
      out.println(Amounts.count(done, "dead letter") + " " + what + stay);
    }
  }

  private static String error(DeadLetter letter) {
    String type = letter.errorType().replaceFirst("^.*[.]", "");
    String message = letter.errorMessage();
    String text = oneLine(message == null ? type : type + ": " + message);
    return text.length() <= MESSAGE_CHARS_MAX
        ? text
        : text.substring(0, MESSAGE_CHARS_MAX - 1) + "…";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String jsonOf(DeadLetter letter) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("type", letter.errorType());
    error.put("message", letter.errorMessage());
    return JsonLine.ofType("deadLetter")
        .with("number", letter.number())
        .with("resource", letter.resource())
        .with("stage", letter.stage())
        .with("at", letter.at().toString())
        .with("attempts", letter.attempts())
        .with("error", error)
        .with("partition", letter.partition())
        .with(
            "position",
            letter.position() == null ? null : JsonLine.MAPPER.readTree(letter.position().json()))
        .with("payload", payload(letter.payload()))
        .toString();
  }

  private static @Nullable Object payload(DeadLetterPayload payload) {
    if (payload instanceof DeadLetterPayload.Json kept) {
      return JsonLine.MAPPER.readTree(kept.json());
    }
    return payload instanceof DeadLetterPayload.Bytes kept
        ? kept.base64()
        : ((DeadLetterPayload.Shown) payload).text();
  }
}
