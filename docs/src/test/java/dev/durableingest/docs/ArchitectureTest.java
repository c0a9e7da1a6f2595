package dev.durableingest.docs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.durableingest.docs.ImportedClasses.ROOT;
import static dev.durableingest.docs.ImportedClasses.RUNTIME;
import static dev.durableingest.docs.ImportedClasses.holds;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The directions that dependencies may take. */
final class ArchitectureTest {
  private static final JavaClasses GENERATED =
      new ClassFileImporter().importPackages("com.acme", ROOT + ".coinbase", ROOT + ".supabase");

  // --- modules ---

  @Test
  void annotationsDependOnNothing() {
    holds(
        classes()
            .that()
            .resideInAPackage(ROOT + ".annotations..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", ROOT + ".annotations..")
            .because("users compile against annotations alone; behaviour goes into the runtime"));
  }

  @Test
  void nothingReachesTheProcessor() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".processor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".processor..")
            .because(
                "the processor is on nobody's class path at run time; what generated code needs"
                    + " goes into runtime.wiring"));
  }

  @Test
  void theProcessorKnowsAnnotationsAlone() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                RUNTIME + "..", ROOT + ".duckdb..", ROOT + ".coinbase..", ROOT + ".supabase..")
            .because(
                "the processor names the runtime's types in what it writes; linking against them"
                    + " would put the runtime on the compiler's path"));
  }

  @Test
  void theRuntimeKnowsNoConnectorAndNoEngine() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(RUNTIME + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".coinbase..",
                ROOT + ".supabase..",
                ROOT + ".duckdb..",
                ROOT + ".kafka..",
                ROOT + ".redis..",
                ROOT + ".demo..",
                "org.apache.kafka..",
                "org.duckdb..",
                "redis..")
            .because(
                "a user takes the modules they need; what a connector or engine needs from the"
                    + " runtime is asked for through an interface in runtime.sink or"
                    + " runtime.checkpoint"));
  }

  @Test
  void aConnectorAndItsSimulatorShareNothing() {
    shareNothing(ROOT + ".coinbase");
    shareNothing(ROOT + ".supabase");
  }

  private static void shareNothing(String connector) {
    String simulator = connector + ".simulator..";
    holds(
        noClasses()
            .that()
            .resideInAPackage(connector + "..")
            .and()
            .resideOutsideOfPackage(simulator)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(simulator)
            .because("a connector never needs what imitates its vendor; put it into a test"));
    holds(
        noClasses()
            .that()
            .resideInAPackage(simulator)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(connector + "..", RUNTIME + "..")
                    .and(not(resideInAPackage(simulator))))
            .because(
                "a simulator that shared code with what it tests would share its mistakes; write"
                    + " the wire format down a second time, from the vendor's documentation"));
  }

  @Test
  void onlyTheDuckDbModuleSpeaksSql() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                ROOT + ".duckdb..",
                ROOT + ".supabase.replication..",
                ROOT + ".supabase.simulator..",
                ROOT + ".demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..")
            .because("one engine, one module; SQL goes into the engine's module"));
  }

  // --- the compile-time road ---

  @Test
  void scanNeverJudges() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor.scan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".processor.validate..", ROOT + ".processor.generate..")
            .because("a scanner only reads; put the check into a rule under validate"));
  }

  @Test
  void theModelOnlyHolds() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".processor.scan..",
                ROOT + ".processor.validate..",
                ROOT + ".processor.generate..")
            .because("the model is what the others share; what acts on it goes to one of them"));
  }

  @Test
  void validateNeverPrints() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor.validate..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.annotation.processing.Messager")
            .because("a rule returns problems; printing them is the work of diagnose"));
  }

  @Test
  void generateNeverJudges() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor.generate..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(ROOT + ".processor.validate..", ROOT + ".processor.diagnose..")
                    .and(not(simpleName("Position"))))
            .because("a generator writes what the model says; put the check into a rule"));
  }

  // --- the run-time road ---

  @Test
  void theAuthorsApiKnowsNothingOfTheRuntimeBehindIt() {
    holds(
        classes()
            .that()
            .resideInAPackage(RUNTIME)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(RUNTIME, RUNTIME + ".text..", "java..", "org.jspecify.annotations")
            .because(
                "authors compile against this package for years; what implements it goes into a"
                    + " package below, and no library's type may show"));
  }

  @Test
  void theRuntimesPackagesHaveNoCycles() {
    holds(
        slices()
            .matching(RUNTIME + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("each stage can then be read, and tested, without the ones after it"));
  }

  // --- generated code ---

  @Test
  void generatedCodeHoldsNamesAndReferencesOnly() {
    classes()
        .that()
        .haveNameMatching(".*\\.[A-Z]\\w*(Resources|Pipeline|Workflow|Codec|Codecs)")
        .and()
        .resideInAnyPackage("com.acme..", ROOT + ".coinbase", ROOT + ".supabase")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "java.net..",
            "java.nio.file..",
            "org.jspecify.annotations..",
            "com.acme..",
            ROOT + ".coinbase..",
            ROOT + ".supabase..",
            RUNTIME,
            RUNTIME + ".wiring..",
            RUNTIME + ".pipeline..",
            RUNTIME + ".workflow..",
            ROOT + ".annotations..")
        .because("generated code calls the runtime; loops, retries and locks live there")
        .check(GENERATED);
    noClasses()
        .that()
        .haveNameMatching(".*\\.[A-Z]\\w*(Resources|Pipeline|Workflow|Codec|Codecs)")
        .and()
        .resideInAnyPackage("com.acme..", ROOT + ".coinbase", ROOT + ".supabase")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.util.concurrent..")
        .because("no reflection and no threads in generated code; extend runtime.wiring")
        .check(GENERATED);
  }
}
