package dev.durableingest.processor.scan;

import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.ListedResource;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.ProcessorTypes;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.TypeArgument;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** Whether every type that a source depends on exists. */
final class Completeness {
  private Completeness() {}

  static boolean isComplete(List<ListedResource> listed, Optional<ConfigModel> config) {
    return listed.stream().allMatch(entry -> isComplete(entry.resource()))
        && config.map(Completeness::isComplete).orElse(true);
  }

  private static boolean isComplete(@Nullable ResourceModel resource) {
    if (resource == null) {
      return true;
    }
    ProcessorTypes types = resource.types();
    return !resource.name().value().isEmpty()
        && types.all().stream().noneMatch(type -> type.state() == TypeArgument.State.UNRESOLVED)
        && (types.columns() == null || isComplete(types.columns()));
  }

  private static boolean isComplete(RecordModel record) {
    return record.columns().stream().allMatch(column -> isComplete(column.kind()));
  }

  private static boolean isComplete(ColumnKind kind) {
    if (kind instanceof ColumnKind.ListKind list) {
      return isComplete(list.element());
    }
    if (kind instanceof ColumnKind.MapKind map) {
      return isComplete(map.key()) && isComplete(map.value());
    }
    if (kind instanceof ColumnKind.StructKind struct) {
      return isComplete(struct.record());
    }
    return !(kind instanceof ColumnKind.UnresolvedKind);
  }

  private static boolean isComplete(ConfigModel config) {
    return config.mirror().getKind() != TypeKind.ERROR
        && config.options().stream()
            .noneMatch(option -> option.type().kind() == OptionType.Kind.UNRESOLVED);
  }
}
