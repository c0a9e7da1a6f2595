package dev.durableingest.processor.scan;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ProcessorTypes;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.TypeArgument;
import dev.durableingest.processor.model.TypeArgument.State;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the {@code P}, {@code R} and {@code C} of a resource, also through base classes. */
final class ProcessorTypesScanner {
  private static final List<String> ROLES = List.of("payload", "record", "cursor");

  private final TypeReader typeReader;
  private final RecordScanner recordScanner;
  private final ArgumentPlaces places;
  private final String sourcePackage;

  ProcessorTypesScanner(
      TypeReader typeReader,
      RecordScanner recordScanner,
      ArgumentPlaces places,
      String sourcePackage) {
    this.typeReader = typeReader;
    this.places = places;
    this.recordScanner = recordScanner;
    this.sourcePackage = sourcePackage;
  }

  ProcessorTypes scan(TypeElement resource) {
    Optional<DeclaredType> processor =
        typeReader.supertype(resource.asType(), Names.RESOURCE_PROCESSOR);
    if (processor.isEmpty()) {
      Optional<String> missing = typeReader.unresolvedSupertype(resource.asType());
      State state = missing.isPresent() ? State.UNRESOLVED : State.UNDETERMINED;
      return unknown(resource, missing.isPresent(), state, missing.orElse(""));
    }
    List<? extends TypeMirror> arguments = processor.get().getTypeArguments();
    if (arguments.size() != ROLES.size()) {
      return unknown(resource, true, State.UNDETERMINED, "ResourceProcessor is raw");
    }
    TypeArgument record = argument(resource, 1, arguments.get(1));
    return new ProcessorTypes(
        true,
        argument(resource, 0, arguments.get(0)),
        record,
        argument(resource, 2, arguments.get(2)),
        record.isUsable() ? columns(arguments.get(1)) : null);
  }

  private static ProcessorTypes unknown(
      TypeElement resource, boolean isProcessor, State state, String why) {
    List<TypeArgument> types =
        ROLES.stream()
            .map(
                role ->
                    new TypeArgument(role, state, null, why, true, false, Position.of(resource)))
            .toList();
    return new ProcessorTypes(isProcessor, types.get(0), types.get(1), types.get(2), null);
  }

  private TypeArgument argument(TypeElement resource, int index, TypeMirror type) {
    State state = state(type);
    String text =
        state == State.UNDETERMINED
            ? TypeReader.text(type) + " is a type variable or wildcard"
            : TypeReader.text(type);
    return new TypeArgument(
        ROLES.get(index),
        state,
        type,
        text,
        TypeReader.isVisible(type, sourcePackage),
        TypeReader.isDeclared(type, "java.lang.Void"),
        places.of(resource, index));
  }

  private static State state(TypeMirror type) {
    return switch (type.getKind()) {
      case ARRAY -> state(((ArrayType) type).getComponentType());
      case DECLARED ->
          TypeReader.element((DeclaredType) type).getTypeParameters().isEmpty()
              ? State.KNOWN
              : State.GENERIC;
      case ERROR -> State.UNRESOLVED;
      default -> type.getKind().isPrimitive() ? State.KNOWN : State.UNDETERMINED;
    };
  }

  private @Nullable RecordModel columns(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    TypeElement element = TypeReader.element((DeclaredType) type);
    return element.getKind() == ElementKind.RECORD ? recordScanner.scan(element) : null;
  }
}
