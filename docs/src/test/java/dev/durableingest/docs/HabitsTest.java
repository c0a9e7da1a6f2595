package dev.durableingest.docs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.durableingest.docs.ImportedClasses.ROOT;
import static dev.durableingest.docs.ImportedClasses.RUNTIME;
import static dev.durableingest.docs.ImportedClasses.holds;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
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

/** What each part of the code may touch, and what all classes and names look like. */
final class HabitsTest {
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
}
