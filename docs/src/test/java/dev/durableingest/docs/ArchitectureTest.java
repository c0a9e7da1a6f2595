package dev.durableingest.docs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The directions that dependencies may take, and what each part may touch. */
final class ArchitectureTest {
  private static final String ROOT = "dev.durableingest";
  private static final String RUNTIME = ROOT + ".runtime";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

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

  @Test
  void onlyTheGeneratorKnowsHowSourceTextIsWritten() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".processor..")
            .and()
            .resideOutsideOfPackage(ROOT + ".processor.generate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.palantir.javapoet..")
            .because("the text of generated files is made under generate"));
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

  @Test
  void onlyThePackageFileOpensFilesForWriting() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackages(RUNTIME + ".file..", ROOT + ".processor..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                FileChannel.class,
                FileLock.class,
                java.io.FileOutputStream.class,
                java.io.RandomAccessFile.class)
            .because(
                "closing any descriptor of a locked file drops its lock, and a write that nobody"
                    + " forces is lost with the machine; use AppendFile, Folders and LockFile of"
                    + " runtime.file"));
  }

  @Test
  void theLoopTakesTimeAndChanceThroughItsConstructors() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(
                RUNTIME + ".pipeline..",
                RUNTIME + ".source..",
                RUNTIME + ".process..",
                RUNTIME + ".acknowledge..",
                RUNTIME + ".sink..",
                RUNTIME + ".checkpoint..")
            .and() // which ServiceLoader makes, without arguments: they hand the clock on
            .haveSimpleNameNotEndingWith("Provider")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .because(
                "a test must be able to replay any schedule; take a time and a source of randomness"
                    + " from runtime.time as a constructor parameter"));
  }

  @Test
  void aDocumentIsChangedByItsBuilderAlone() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(RUNTIME + ".checkpoint")
            .should()
            .callConstructorWhere(
                target(owner(type(CheckpointDocument.class)))
                    .as("make a CheckpointDocument part by part"))
            .because(
                "what a copy forgets is lost; use toBuilder() or toNext(), which keep what is not"
                    + " set"));
  }

  @Test
  void onlyTheCommandLinePrints() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                RUNTIME + ".workflow..",
                ROOT + ".demo..",
                ROOT + ".coinbase.simulator..",
                ROOT + ".testkit")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a library logs through System.Logger; printing goes into runtime.workflow"));
  }

  @Test
  void theCoreLogsThroughTheJdkAlone() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(RUNTIME + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.slf4j..", "org.apache.logging..", "org.apache.commons.logging..")
            .because("the core brings no logging library; use System.Logger"));
  }

  @Test
  void noReflectionOnThePathOfAnEvent() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(
                RUNTIME + ".pipeline..",
                RUNTIME + ".source..",
                RUNTIME + ".process..",
                RUNTIME + ".sink..",
                RUNTIME + ".wiring..",
                ROOT + ".duckdb..",
                ROOT + ".kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .because("records are written by generated codecs; extend the codec, not the sink"));
  }

  // --- generated code ---

  @Test
  void generatedCodeHoldsNamesAndReferencesOnly() {
    holds(
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
            .because("generated code calls the runtime; loops, retries and locks live there"),
        GENERATED);
    holds(
        noClasses()
            .that()
            .haveNameMatching(".*\\.[A-Z]\\w*(Resources|Pipeline|Workflow|Codec|Codecs)")
            .and()
            .resideInAnyPackage("com.acme..", ROOT + ".coinbase", ROOT + ".supabase")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "java.util.concurrent..")
            .because("no reflection and no threads in generated code; extend runtime.wiring"),
        GENERATED);
  }

  // --- habits ---

  @Test
  void classesAreFinalUnlessTheyAreMadeToBeExtended() {
    holds(
        classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .doNotHaveSimpleName("package-info")
            .and()
            .doNotHaveSimpleName("module-info")
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("what is to be extended is an interface or abstract; mark the rest final"));
  }

  @Test
  void namesSayWhatAThingIs() {
    holds(
        noClasses()
            .should()
            .haveNameMatching(".*(Manager|Utils?|Helpers?|Impl|Base|Handler)(\\$.*)?")
            .because("such a name says nothing; name the class after what it is or does"));
  }

  @Test
  void everyPackageSaysWhatLivesInIt() {
    holds(
        classes()
            .that()
            .resideOutsideOfPackage(ROOT + ".annotations..")
            .should(
                new ArchCondition<JavaClass>("live in a package that is @NullMarked") {
                  @Override
                  public void check(JavaClass type, ConditionEvents events) {
                    boolean marked =
                        type.getPackage()
                            .tryGetPackageInfo()
                            .map(
                                info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                            .orElse(false);
                    events.add(
                        new SimpleConditionEvent(
                            type,
                            marked,
                            type.getPackageName() + " has no @NullMarked package-info"));
                  }
                })
            .because("a package-info says what lives there and what does not, and marks nullness"));
  }

  private static void holds(ArchRule rule) {
    holds(rule, MAIN);
  }

  private static void holds(ArchRule rule, JavaClasses types) {
    rule.check(types);
  }
}
