package dev.durableingest.runtime.checkpoint.file;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.GapHistory;
import dev.durableingest.runtime.file.LineLog;
import dev.durableingest.runtime.file.LoneSurrogates;
import dev.durableingest.runtime.sink.SinkException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The history of gaps as lines of JSON in a file. */
public final class GapHistoryFile implements GapHistory {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final LineLog lines;

  /**
   * @param file the file, in a folder that the pipeline has to itself
   */
  public GapHistoryFile(Path file) {
    this.lines = new LineLog(file);
  }

  @Override
  public void closed(Gap gap, long revision, Instant at) throws SinkException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("closedAt", at.toString());
    fields.put("revision", revision);
    fields.put("id", gap.id());
    fields.put("resource", gap.resource());
    fields.put("partition", gap.partition());
    fields.put("from", gap.from());
    fields.put("to", gap.to());
    lines.append(LoneSurrogates.escape(MAPPER.writeValueAsString(fields)));
  }
}
