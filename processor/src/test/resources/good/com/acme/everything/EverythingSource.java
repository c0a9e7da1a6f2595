package com.acme.everything;

import static com.acme.everything.EverythingResources.ROWS;

import com.acme.everything.resources.Echoes;
import com.acme.everything.resources.Rows;
import com.acme.everything.resources.Whispers;
import dev.durableingest.annotations.Reconnect;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

/** Uses generated classes in an import, a field, a signature and bodies. */
@Source(
    name = "everything",
    resources = {Rows.class, Echoes.class, Whispers.class},
    reconnect =
        @Reconnect(initialDelay = "1s", maxDelay = "PT2M", multiplier = 1.5, jitter = 0))
public final class EverythingSource implements SourceAdapter {
  private final ResourceKey<Payload, String> rows = ROWS;

  @Override
  public void run(SourceContext context) throws Exception {
    context.emit(rows, new Payload("a", 1, new byte[0], null));
    context.emit(EverythingResources.ECHOES, "echo");
    context.emit("whispers", new byte[] {1});
    EverythingResources.byName("rows");
  }

  EverythingPipeline pipeline() {
    return null;
  }
}
