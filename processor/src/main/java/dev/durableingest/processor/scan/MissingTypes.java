package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.ListedResource;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.ProcessorTypes;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.TypeArgument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.type.TypeKind;

/** Finds the types that what a source lists and takes depends on, and that do not exist. */
final class MissingTypes {
  private MissingTypes() {}

  /** Their names as written, and where; empty names where only the compiler knows them. */
  static List<Located<String>> in(List<ListedResource> listed, Optional<ConfigModel> config) {
    return Stream.concat(
            listed.stream()
                .map(ListedResource::resource)
                .filter(Objects::nonNull)
                .flatMap(resource -> inResource(Objects.requireNonNull(resource))),
            config.stream().flatMap(MissingTypes::inConfig))
        .toList();
  }

  private static Stream<Located<String>> inResource(ResourceModel resource) {
    ProcessorTypes types = resource.types();
    Stream<Located<String>> names =
        Stream.of(resource.name()).filter(name -> name.value().isEmpty());
    Stream<Located<String>> arguments =
        types.all().stream()
            .filter(type -> type.state() == TypeArgument.State.UNRESOLVED)
            .map(type -> new Located<>(type.text(), type.at()));
    RecordModel columns = types.columns();
    Stream<Located<String>> inColumns = columns == null ? Stream.empty() : inRecord(columns);
    Stream<Located<String>> sink =
        resource.sinks().isEmpty() && resource.shape().mayHaveSink()
            ? Stream.of(new Located<>("", Position.of(resource.type())))
            : Stream.empty();
    return Stream.of(names, arguments, inColumns, sink).flatMap(found -> found);
  }

  private static Stream<Located<String>> inRecord(RecordModel record) {
    return record.columns().stream()
        .flatMap(
            column ->
                column
                    .kind()
                    .parts()
                    .flatMap(
                        part ->
                            part instanceof ColumnKind.StructKind struct
                                ? inRecord(struct.record())
                                : inColumn(part, column.at())));
  }

  private static Stream<Located<String>> inColumn(ColumnKind kind, Position at) {
    return kind instanceof ColumnKind.UnresolvedKind missing
        ? Stream.of(new Located<>(missing.type(), at))
        : Stream.empty();
  }

  private static Stream<Located<String>> inConfig(ConfigModel config) {
    if (config.mirror().getKind() == TypeKind.ERROR) {
      return Stream.of(new Located<>(config.text(), config.at()));
    }
    return config.options().stream()
        .filter(option -> option.type().kind() == OptionType.Kind.UNRESOLVED)
        .map(option -> new Located<>(option.type().text(), option.at()));
  }
}
