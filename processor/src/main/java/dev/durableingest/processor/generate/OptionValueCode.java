package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import java.util.Objects;
import java.util.Optional;

/** The expressions that read the values of options. */
final class OptionValueCode {
  private final Imports imports;

  /**
   * @param imports of the file that they stand in
   */
  OptionValueCode(Imports imports) {
    this.imports = imports;
  }

  String of(OptionModel option) {
    OptionType type = option.type();
    boolean hasValue = option.isRequired() || option.defaultValue() != null;
    return switch (type.form()) {
      case LIST -> call("list", option);
      case OPTIONAL ->
          imports.name(ClassName.of(Optional.class))
              + (".ofNullable(" + call("value", option) + ")");
      case PRIMITIVE -> hasValue ? call("required", option) : orZero(option);
      case NULLABLE, REFERENCE -> call(hasValue ? "required" : "value", option);
    };
  }

  private String call(String accessor, OptionModel option) {
    String component = JavaText.literal(option.component());
    return "values." + accessor + "(" + component + ", " + type(option.type()) + ")";
  }

  private String type(OptionType type) {
    String types = imports.name(RuntimeTypes.CONFIG_TYPE);
    return type.kind() == OptionType.Kind.ENUM
        ? types
            + ".enumOf("
            + imports.name(ClassName.of(Objects.requireNonNull(type.enumType())))
            + ".class)"
        : types + "." + type.kind();
  }

  private String orZero(OptionModel option) {
    String zero =
        switch (option.type().kind()) {
          case BOOLEAN -> "false";
          case LONG -> "0L";
          case DOUBLE -> "0.0";
          default -> "0";
        };
    return imports.name(ClassName.of(Objects.class))
        + (".requireNonNullElse(" + call("value", option) + ", " + zero + ")");
  }
}
