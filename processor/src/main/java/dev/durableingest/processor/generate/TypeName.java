package dev.durableingest.processor.generate;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A type in generated code; as text it is written in full, and {@link Imports} shortens it. */
sealed interface TypeName permits ClassName, TypeName.Generic, TypeName.ArrayOf, TypeName.Word {

  /** Any type, where a type argument is asked for. */
  Word ANY = new Word("?");

  /** A class and its type arguments. */
  record Generic(ClassName raw, List<TypeName> arguments) implements TypeName {
    @Override
    public String toString() {
      List<String> texts = new ArrayList<>();
      arguments.forEach(argument -> texts.add(argument.toString()));
      return raw + "<" + String.join(", ", texts) + ">";
    }
  }

  /** An array. */
  record ArrayOf(TypeName component) implements TypeName {
    @Override
    public String toString() {
      return component + "[]";
    }
  }

  /** What nobody imports: a primitive or a wildcard. */
  record Word(String word) implements TypeName {
    @Override
    public String toString() {
      return word;
    }
  }

  /** A class with type arguments. */
  static TypeName generic(ClassName raw, TypeName... arguments) {
    return new Generic(raw, List.of(arguments));
  }

  /** A type of the author's, which has no type parameters. */
  static TypeName of(TypeMirror mirror) {
    if (mirror.getKind() == TypeKind.DECLARED) {
      return ClassName.of((TypeElement) ((DeclaredType) mirror).asElement());
    }
    return mirror.getKind() == TypeKind.ARRAY
        ? new ArrayOf(of(((ArrayType) mirror).getComponentType()))
        : new Word(mirror.toString());
  }
}
