package dev.temper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What may depend on what in this module, and what nothing may use. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.temper");

  @Test
  void schedulesDependOnNothingElseOfTemper() {
    mayDependOnlyOn("dev.temper.schedule..", "dev.temper.schedule..").check(CORE);
  }

  @Test
  void statisticsDependOnNothingElseOfTemper() {
    mayDependOnlyOn("dev.temper.statistics..", "dev.temper.statistics..").check(CORE);
  }

  @Test
  void theEnginesInterfaceDependsOnSchedulesAlone() {
    mayDependOnlyOn("dev.temper.training..", "dev.temper.training..", "dev.temper.schedule..")
        .check(CORE);
  }

  @Test
  void rangeTestsDependOnStatisticsSchedulesAndTheEnginesInterfaceAlone() {
    mayDependOnlyOn(
            "dev.temper.rangetest..",
            "dev.temper.rangetest..",
            "dev.temper.statistics..",
            "dev.temper.training..",
            "dev.temper.schedule..")
        .check(CORE);
  }

  @Test
  void rateEstimatesDependOnStatisticsSchedulesAndTheEnginesInterfaceAlone() {
    mayDependOnlyOn(
            "dev.temper.rateestimate..",
            "dev.temper.rateestimate..",
            "dev.temper.statistics..",
            "dev.temper.training..",
            "dev.temper.schedule..")
        .check(CORE);
  }

  @Test
  void theDiagnosisDependsOnStatisticsSchedulesAndTheEnginesInterfaceAlone() {
    mayDependOnlyOn(
            "dev.temper.diagnosis..",
            "dev.temper.diagnosis..",
            "dev.temper.statistics..",
            "dev.temper.training..",
            "dev.temper.schedule..")
        .check(CORE);
  }

  @Test
  void prunersDependOnTheDiagnosisAndStatisticsAlone() {
    mayDependOnlyOn(
            "dev.temper.pruner..",
            "dev.temper.pruner..",
            "dev.temper.diagnosis..",
            "dev.temper.statistics..")
        .check(CORE);
  }

  @Test
  void nothingOfTheRangeTestOrTheProcedureNeedsTheSensitivityAnalysis() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.temper.sensitivity..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.temper.sensitivity..")
        .check(CORE);
  }

  @Test
  void studiesDependOnSpacesSamplersAndPrunersAlone() {
    mayDependOnlyOn(
            "dev.temper.study..",
            "dev.temper.study..",
            "dev.temper.space..",
            "dev.temper.sampler..",
            "dev.temper.pruner..")
        .check(CORE);
  }

  @Test
  void theImportanceOfParametersDependsOnSpacesAndStatisticsAlone() {
    mayDependOnlyOn(
            "dev.temper.importance..",
            "dev.temper.importance..",
            "dev.temper.space..",
            "dev.temper.statistics..")
        .check(CORE);
  }

  @Test
  void nothingOfThisModuleButTheSearchNeedsStudies() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.temper.study..", "dev.temper.search..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.temper.study..")
        .check(CORE);
  }

  @Test
  void nothingOfThisModuleNeedsTheSearch() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.temper.search..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.temper.search..")
        .check(CORE);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.temper.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void coreNeedsNothingButThePlatformAndSamplersLinearAlgebra() {
    classes()
        .that()
        .resideOutsideOfPackage("dev.temper.sampler..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.temper..")
        .check(CORE);
    mayDependOnlyOn(
            "dev.temper.sampler..",
            "dev.temper.sampler..",
            "dev.temper.space..",
            "dev.temper.statistics..",
            "org.ejml..")
        .check(CORE);
  }

  @Test
  void nothingPrints() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
  }

  @Test
  void nothingIsRandomWithoutASeed() {
    noClasses().should().callConstructor(Random.class).check(CORE);
    noClasses().should().callMethod(Math.class, "random").check(CORE);
  }

  @Test
  void nothingSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
    noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class).check(CORE);
  }

  private static ArchRule mayDependOnlyOn(String from, String... to) {
    String[] allowed = new String[to.length + 2];
    System.arraycopy(to, 0, allowed, 0, to.length);
    allowed[to.length] = "java..";
    allowed[to.length + 1] = "org.jspecify..";
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
