package com.acme.everything;

import com.acme.everything.resources.Echoes;
import com.acme.everything.resources.Rows;
import com.acme.everything.resources.Whispers;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.UnknownResourceException;
import java.util.List;
import javax.annotation.processing.Generated;

/** The resources of {@link EverythingSource}, in the order in which it lists them. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class EverythingResources {
  /**
   * Everything that a column can hold: &lt;all&gt; of it &#64; once &amp; more, in a description
   * that is long enough to need a second line of Javadoc.
   *
   * @see Rows
   */
  public static final ResourceKey<Payload, String> ROWS =
      ResourceKey.<Payload, String>of("rows", Payload.class, String.class);

  /**
   * Resource 'echoes'.
   *
   * @see Echoes
   */
  public static final ResourceKey<String, Long> ECHOES =
      ResourceKey.<String, Long>of("echoes", String.class, Long.class);

  /**
   * Resource 'whispers'.
   *
   * @see Whispers
   */
  public static final ResourceKey<byte[], Void> WHISPERS =
      ResourceKey.<byte[], Void>of("whispers", byte[].class, Void.class);

  private EverythingResources() {}

  /** All of them. */
  public static List<ResourceKey<?, ?>> all() {
    return List.<ResourceKey<?, ?>>of(ROWS, ECHOES, WHISPERS);
  }

  /**
   * The resource of a name that is known only at run time.
   *
   * @throws UnknownResourceException when there is none
   */
  public static ResourceKey<?, ?> byName(String name) {
    return switch (name) {
      case "rows" -> ROWS;
      case "echoes" -> ECHOES;
      case "whispers" -> WHISPERS;
      default ->
          throw new UnknownResourceException(
              name, "everything", List.of("rows", "echoes", "whispers"));
    };
  }
}
