package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What the constructor of a source takes.
 *
 * @param mirror its type
 * @param record the record, or null when it is none
 * @param text the type as a person writes it
 * @param isVisible whether it can be named in the package of the source
 * @param options the components of the record
 * @param at the parameter of the constructor
 */
public record ConfigModel(
    TypeMirror mirror,
    @Nullable TypeElement record,
    String text,
    boolean isVisible,
    List<OptionModel> options,
    Position at) {}
