package dev.durableingest.processor.scan;

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
  private final String sourcePackage;

  ProcessorTypesScanner(TypeReader typeReader, RecordScanner recordScanner, String sourcePackage) {
    this.typeReader = typeReader;
    this.recordScanner = recordScanner;
    this.sourcePackage = sourcePackage;
  }

  ProcessorTypes scan(TypeElement resource) {
    Optional<DeclaredType> processor =
        typeReader.supertype(resource.asType(), Names.RESOURCE_PROCESSOR);
    if (processor.isEmpty()) {
      boolean mayImplement = typeReader.hasUnresolvedSupertype(resource.asType());
      return unknown(mayImplement, mayImplement ? State.UNRESOLVED : State.UNDETERMINED, "");
    }
    List<? extends TypeMirror> arguments = processor.get().getTypeArguments();
    if (arguments.size() != ROLES.size()) {
      return unknown(true, State.UNDETERMINED, "ResourceProcessor is raw");
    }
    TypeArgument record = argument(1, arguments.get(1));
    return new ProcessorTypes(
        true,
        argument(0, arguments.get(0)),
        record,
        argument(2, arguments.get(2)),
        record.isUsable() ? columns(arguments.get(1)) : null);
  }

  private static ProcessorTypes unknown(boolean isProcessor, State state, String why) {
    return new ProcessorTypes(
        isProcessor, unknown(0, state, why), unknown(1, state, why), unknown(2, state, why), null);
  }

  private static TypeArgument unknown(int index, State state, String why) {
    return new TypeArgument(ROLES.get(index), state, null, why, true, false);
  }

  private TypeArgument argument(int index, TypeMirror type) {
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
        TypeReader.isDeclared(type, "java.lang.Void"));
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
