package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that reads one external system and emits source events.
 *
 * <p>The class is public, is named {@code XyzSource}, implements {@code
 * dev.durableingest.runtime.SourceAdapter}, and has a public constructor that takes its config
 * record or nothing. From it the processor makes {@code XyzResources}, {@code XyzPipeline}, {@code
 * XyzWorkflow} and the registry.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Source {

  /** Name of the source in lower_snake_case; unique in the module; the default pipeline id. */
  String name();

  /**
   * The canonical list of this source's resources: classes annotated with {@link Resource} in the
   * package {@code resources} below the package of the source. At least one: the processor says so,
   * which is one error where the language would give several.
   */
  Class<?>[] resources() default {};

  /** How long the runtime waits before it calls {@code run} again after a lost connection. */
  Reconnect reconnect() default @Reconnect;
}
