package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.OptionType.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads the config record of a source: its components are options. */
final class ConfigScanner {
  private final Elements elements;
  private final Nullness nullness;

  ConfigScanner(Elements elements, Nullness nullness) {
    this.elements = elements;
    this.nullness = nullness;
  }

  ConfigModel scan(Element parameter, String source) {
    TypeMirror type = parameter.asType();
    TypeElement record = record(type);
    List<OptionModel> options = new ArrayList<>();
    if (record != null) {
      Components.fields(record).forEach((one, field) -> options.add(option(one, field, source)));
    }
    return new ConfigModel(
        type,
        record,
        TypeReader.text(type),
        TypeReader.isVisible(type, TypeReader.packageOf(parameter)),
        List.copyOf(options),
        Position.of(parameter));
  }

  private static @Nullable TypeElement record(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    TypeElement element = TypeReader.element((DeclaredType) type);
    return element.getKind() == ElementKind.RECORD ? element : null;
  }

  private OptionModel option(RecordComponentElement component, Element field, String source) {
    String name = component.getSimpleName().toString();
    Optional<AnnotationReader> property =
        AnnotationReader.of(elements, field, Names.CONFIG_PROPERTY);
    OptionType type = OptionTypes.of(component, nullness);
    Located<String> defaultValue =
        property
            .filter(reader -> !reader.string("defaultValue").value().isEmpty())
            .map(reader -> reader.string("defaultValue"))
            .orElse(null);
    boolean asked = property.map(reader -> reader.flag("required")).orElse(true);
    boolean mayBeAbsent = type.form() == Form.NULLABLE || type.form() == Form.OPTIONAL;
    return new OptionModel(
        name,
        written(property, "name", CaseStyle.kebab(name), field),
        written(
            property, "env", CaseStyle.constant(source) + "_" + CaseStyle.constant(name), field),
        type,
        nullness.isNullable(component),
        asked && defaultValue == null && !mayBeAbsent,
        property.map(reader -> reader.flag("secret")).orElse(false),
        defaultValue,
        property.map(reader -> reader.string("description").value()).orElse(""),
        Position.of(field));
  }

  private static Located<String> written(
      Optional<AnnotationReader> property, String member, String derived, Element component) {
    return property
        .map(reader -> reader.string(member))
        .filter(value -> !value.value().isEmpty())
        .orElseGet(() -> new Located<>(derived, Position.of(component)));
  }
}
