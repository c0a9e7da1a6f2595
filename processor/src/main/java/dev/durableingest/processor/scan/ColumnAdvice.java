package dev.durableingest.processor.scan;

import java.util.Map;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What to use instead of a type that no column can have. */
final class ColumnAdvice {
  private static final String INSTANT = "Use Instant.";
  private static final String TEXT = "Use String.";
  private static final String LIST = "Use List.";

  private static final Map<String, String> BY_TYPE =
      Map.ofEntries(
          Map.entry("java.util.Date", INSTANT),
          Map.entry("java.util.Calendar", INSTANT),
          Map.entry("java.sql.Timestamp", INSTANT),
          Map.entry("java.sql.Date", "Use LocalDate."),
          Map.entry("java.time.ZonedDateTime", INSTANT),
          Map.entry("java.time.OffsetDateTime", INSTANT),
          Map.entry("java.time.LocalDateTime", "Use Instant: a time needs its zone to be stored."),
          Map.entry("java.time.LocalTime", TEXT),
          Map.entry("java.time.OffsetTime", TEXT),
          Map.entry("java.time.Duration", "Use long, for example in milliseconds."),
          Map.entry("java.time.Period", TEXT),
          Map.entry("java.time.ZoneId", TEXT),
          Map.entry("java.time.Year", "Use int."),
          Map.entry(
              "java.math.BigInteger", "Use BigDecimal with @Decimal(precision = 38, scale = 0)."),
          Map.entry("java.net.URI", TEXT),
          Map.entry("java.net.URL", TEXT),
          Map.entry("java.util.Locale", TEXT),
          Map.entry("java.util.Currency", TEXT),
          Map.entry("java.lang.Character", TEXT),
          Map.entry("java.lang.CharSequence", TEXT),
          Map.entry("java.lang.StringBuilder", TEXT),
          Map.entry("java.lang.Number", "Use long, double or BigDecimal with @Decimal."),
          Map.entry("java.util.OptionalInt", "Use Optional<Integer>."),
          Map.entry("java.util.OptionalLong", "Use Optional<Long>."),
          Map.entry("java.util.OptionalDouble", "Use Optional<Double>."),
          Map.entry("java.util.Optional", "Say what it holds, as in Optional<String>."),
          Map.entry("java.util.concurrent.atomic.AtomicLong", "Use long."),
          Map.entry("java.util.concurrent.atomic.AtomicInteger", "Use int."),
          Map.entry("java.nio.ByteBuffer", "Use byte[]."),
          Map.entry("java.util.Set", LIST),
          Map.entry("java.util.Collection", LIST),
          Map.entry("java.util.ArrayList", LIST),
          Map.entry("java.util.HashMap", "Use Map."));

  private ColumnAdvice() {}

  static String forType(TypeMirror type) {
    if (type.getKind() == TypeKind.CHAR) {
      return TEXT;
    }
    if (type.getKind() == TypeKind.ARRAY) {
      TypeMirror component = ((ArrayType) type).getComponentType();
      return component.getKind() == TypeKind.CHAR ? TEXT : LIST;
    }
    String general = "Use a record for its parts, or String with @Json.";
    return type.getKind() == TypeKind.DECLARED
        ? BY_TYPE.getOrDefault(TypeReader.qualifiedName((DeclaredType) type), general)
        : general;
  }
}
