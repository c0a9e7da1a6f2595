package dev.durableingest.runtime.deadletter;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The payload of a dead letter, in a form that can be kept. */
public sealed interface DeadLetterPayload {

  /** Name of the type as which it can be read again. */
  String type();

  /**
   * A payload as JSON.
   *
   * @param type name of its class
   * @param json the payload
   */
  record Json(String type, String json) implements DeadLetterPayload {}

  /**
   * Bytes as they came.
   *
   * @param base64 the bytes
   */
  record Bytes(String base64) implements DeadLetterPayload {
    @Override
    public String type() {
      return "byte[]";
    }
  }

  /**
   * What is left of a payload that cannot be written as JSON: it can be looked at, not retried.
   *
   * @param type name of its class
   * @param text its {@code toString}
   * @param problem why it cannot be written
   */
  record Shown(String type, String text, String problem) implements DeadLetterPayload {}

  /**
   * The form in which a payload is kept.
   *
   * @param payload a record, a sealed type with a discriminator, text, bytes, or null
   * @param declaredType the type that the resource declares for it
   */
  static DeadLetterPayload of(@Nullable Object payload, Class<?> declaredType) {
    if (payload instanceof byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }
    boolean isDeclared = declaredType.isInstance(payload);
    String type = isDeclared || payload == null ? declaredType.getName() : nameOf(payload);
    try {
      // By the declared type, because only that one knows the discriminator of a sealed type.
      String json =
          isDeclared
              ? Mapper.JSON.writerFor(declaredType).writeValueAsString(payload)
              : Mapper.JSON.writeValueAsString(payload);
      return new Json(type, json);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return new Shown(type, show(payload), firstLine(e));
    }
  }

  /**
   * The payload again, as the resource declares it now.
   *
   * @param declaredType the type that the resource declares for it
   * @throws IllegalArgumentException when it cannot be read as that; the message says why
   */
  default <P> P read(Class<P> declaredType) {
    try {
      if (this instanceof Json kept && !declaredType.equals(byte[].class)) {
        return declaredType.cast(Mapper.JSON.readValue(kept.json(), declaredType));
      }
      if (this instanceof Bytes kept && declaredType.equals(byte[].class)) {
        return declaredType.cast(Base64.getDecoder().decode(kept.base64()));
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "it cannot be read as " + declaredType.getName() + ": " + e.getOriginalMessage(), e);
    }
    String why = this instanceof Shown shown ? shown.problem() : "the source could not decode it";
    throw new IllegalArgumentException(why);
  }

  private static String show(@Nullable Object payload) {
    try {
      return String.valueOf(payload);
    } catch (RuntimeException | StackOverflowError e) {
      return "(its toString fails with " + e.getClass().getName() + ")";
    }
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getName()
        : message.lines().findFirst().orElse(failure.getClass().getName());
  }

  private static String nameOf(Object payload) {
    return payload.getClass().getName();
  }

  /** Holds the mapper, which is made when the first payload is written. */
  final class Mapper {
    // A class without properties would be kept as {}, which is nothing.
    private static final JsonMapper JSON =
        JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();

    private Mapper() {}
  }
}
