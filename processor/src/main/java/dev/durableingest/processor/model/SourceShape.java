package dev.durableingest.processor.model;

/**
 * How a source class is declared.
 *
 * @param isPublic whether it is public
 * @param isTopLevel whether it is not nested
 * @param isClass whether it is a class, not an interface, enum or record
 * @param isAbstract whether it is abstract
 * @param isGeneric whether it has type parameters
 * @param implementsAdapter whether it implements {@code SourceAdapter}
 */
public record SourceShape(
    boolean isPublic,
    boolean isTopLevel,
    boolean isClass,
    boolean isAbstract,
    boolean isGeneric,
    boolean implementsAdapter) {}
