package resources;

import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "shakes", replay = Replay.NONE)
@Stream(name = "shakes")
public final class Shakes implements ResourceProcessor<String, Shakes.Shake, Void> {
  public record Shake(String text) {}

  @Override public ProcessResult<Shake, Void> process(String text) {
    return ProcessResult.of(new Shake(text));
  }
}
