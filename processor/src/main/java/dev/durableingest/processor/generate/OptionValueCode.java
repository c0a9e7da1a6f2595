package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import java.util.Objects;
import java.util.Optional;

/** The expression that reads the value of an option. */
final class OptionValueCode {
  private OptionValueCode() {}

  static CodeBlock of(OptionModel option) {
    OptionType type = option.type();
    boolean hasValue = option.isRequired() || option.defaultValue() != null;
    return switch (type.form()) {
      case LIST -> call("list", option);
      case OPTIONAL -> CodeBlock.of("$T.ofNullable($L)", Optional.class, call("value", option));
      case PRIMITIVE -> hasValue ? call("required", option) : orZero(option);
      case NULLABLE, REFERENCE -> call(hasValue ? "required" : "value", option);
    };
  }

  private static CodeBlock call(String accessor, OptionModel option) {
    return CodeBlock.of("values.$L($S, $L)", accessor, option.component(), type(option.type()));
  }

  private static CodeBlock type(OptionType type) {
    return type.kind() == OptionType.Kind.ENUM
        ? CodeBlock.of(
            "$T.enumOf($T.class)",
            RuntimeTypes.CONFIG_TYPE,
            com.palantir.javapoet.ClassName.get(Objects.requireNonNull(type.enumType())))
        : CodeBlock.of("$T.$L", RuntimeTypes.CONFIG_TYPE, type.kind());
  }

  private static CodeBlock orZero(OptionModel option) {
    String zero =
        switch (option.type().kind()) {
          case BOOLEAN -> "false";
          case LONG -> "0L";
          case DOUBLE -> "0.0";
          default -> "0";
        };
    return CodeBlock.of(
        "$T.requireNonNullElse($L, $L)", Objects.class, call("value", option), zero);
  }
}
