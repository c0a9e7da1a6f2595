package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.DurationText;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.SourceModel;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** The default of an option is a value of its type. */
final class DefaultsAreReadable implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    for (OptionModel option : source.config().map(ConfigModel::options).orElse(List.of())) {
      Located<String> defaultValue = option.defaultValue();
      if (defaultValue != null && !isReadable(option.type(), defaultValue.value())) {
        problems.add(
            ProblemCode.DI406,
            defaultValue.at(),
            defaultValue.value(),
            option.option().value(),
            wanted(option.type()));
      }
    }
  }

  private static boolean isReadable(OptionType type, String text) {
    if (type.form() != OptionType.Form.LIST) {
      return isOne(type, text);
    }
    return List.of(text.split(",", -1)).stream()
        .map(String::strip)
        .allMatch(element -> isOne(type, element));
  }

  private static boolean isOne(OptionType type, String text) {
    return switch (type.kind()) {
      case STRING, PATH, UNREADABLE, UNRESOLVED -> true;
      case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      case INT -> parses(Integer::valueOf, text);
      case LONG -> parses(Long::valueOf, text);
      case DOUBLE -> parses(Double::valueOf, text);
      case DURATION -> DurationText.parse(text).isPresent();
      case URI -> parses(URI::create, text) && URI.create(text).getScheme() != null;
      case ENUM -> type.constants().stream().anyMatch(isNamed(text.strip().replace('-', '_')));
    };
  }

  private static Predicate<String> isNamed(String text) {
    return constant -> constant.equalsIgnoreCase(text);
  }

  private static boolean parses(Function<String, ?> parser, String text) {
    try {
      return parser.apply(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String wanted(OptionType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "true or false";
      case INT, LONG -> "a whole number";
      case DOUBLE -> "a number";
      case DURATION -> "a duration such as 500ms, 30s or 5m";
      case URI -> "an address such as https://example.org/feed";
      default -> "one of " + String.join(", ", type.constants()).toLowerCase(Locale.ROOT);
    };
  }
}
