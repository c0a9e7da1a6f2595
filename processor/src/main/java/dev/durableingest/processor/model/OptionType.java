package dev.durableingest.processor.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * What an option holds.
 *
 * @param kind type of one value
 * @param form how the component holds it
 * @param enumType the enum, or null
 * @param constants names of the enum's constants; empty where it is none
 * @param text the Java type as a person writes it
 */
public record OptionType(
    Kind kind, Form form, @Nullable TypeElement enumType, List<String> constants, String text) {

  /** The types of which a value can be read from text. */
  public enum Kind {
    /** Text. */
    STRING,
    /** True or false. */
    BOOLEAN,
    /** 32 bits. */
    INT,
    /** 64 bits. */
    LONG,
    /** Floating-point. */
    DOUBLE,
    /** A span of time. */
    DURATION,
    /** An address. */
    URI,
    /** A file or folder. */
    PATH,
    /** A constant of an enum. */
    ENUM,
    /** None of these. */
    UNREADABLE,
    /** A type that does not exist, which the compiler reports. */
    UNRESOLVED
  }

  /** How a component holds its value. */
  public enum Form {
    /** A primitive. */
    PRIMITIVE,
    /** A reference that is never null. */
    REFERENCE,
    /** A reference that may be null. */
    NULLABLE,
    /** An {@code Optional}. */
    OPTIONAL,
    /** A {@code List}. */
    LIST
  }

  /** The word of the registry and of help. */
  public String word() {
    String one =
        kind == Kind.ENUM
            ? constants.stream()
                .map(constant -> constant.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "enum(", ")"))
            : kind.name().toLowerCase(Locale.ROOT);
    return form == Form.LIST ? "list(" + one + ")" : one;
  }
}
