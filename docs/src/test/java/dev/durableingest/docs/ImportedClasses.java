package dev.durableingest.docs;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The compiled code that the rules of its structure are held against. */
final class ImportedClasses {
  static final String ROOT = "dev.durableingest";
  static final String RUNTIME = ROOT + ".runtime";

  /** What is shipped. */
  static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private ImportedClasses() {}

  /** Fails with every place of the shipped code that breaks a rule. */
  static void holds(ArchRule rule) {
    rule.check(MAIN);
  }
}
