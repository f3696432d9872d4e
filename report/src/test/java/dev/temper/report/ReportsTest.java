package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.rateestimate.EstimateForm;
import dev.temper.recipe.Comparison;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.schedule.HyperParameters;
import dev.temper.sensitivity.GoodRates;
import dev.temper.sensitivity.RateOutcome;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.Split;
import dev.temper.training.SyntheticTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents that scripts rely on, and the files beside them. */
class ReportsTest {

  private static final Evaluation LOST = new Evaluation(Double.NaN, Double.POSITIVE_INFINITY, 90);

  private static JsonNode member(JsonNode document, String pointer) {
    JsonNode member = document.at(pointer);
    assertThat(member.isMissingNode()).as(pointer + " is missing").isFalse();
    return member;
  }

  private static double number(JsonNode document, String pointer) {
    JsonNode member = member(document, pointer);
    assertThat(member.isNumber()).as(pointer + " is a number").isTrue();
    return member.doubleValue();
  }

  @Test
  void theDocumentOfATuningHoldsWhatTheContractNames() throws IOException {
    TuningResult result = Results.tuning();
    ObjectNode json = new TuneReport(result, Results.ENGINE).json();

    assertThat(member(json, "/data").asText()).isEqualTo("synthetic");
    assertThat(member(json, "/model").asText()).isEqualTo("quadratic");
    assertThat(number(json, "/seed")).isEqualTo(7);
    var chosen = result.chosen();
    assertThat(number(json, "/chosen/learning_rate_max")).isEqualTo(chosen.learningRateMax());
    assertThat(number(json, "/chosen/learning_rate_min")).isEqualTo(chosen.learningRateMin());
    assertThat(number(json, "/chosen/batch_size")).isEqualTo(16);
    assertThat(number(json, "/chosen/momentum_max")).isEqualTo(0.95);
    assertThat(number(json, "/chosen/momentum_min")).isEqualTo(0.85);
    assertThat(number(json, "/chosen/weight_decay")).isEqualTo(1e-3);
    assertThat(number(json, "/final/test_accuracy")).isEqualTo(0.8);
    assertThat(number(json, "/final/test_loss")).isEqualTo(0.5);
    assertThat(number(json, "/final/epochs")).isEqualTo(200 / 31.0);
    assertThat(member(json, "/findings").toString())
        .isEqualTo(
            "[{\"code\":\"odd\",\"confidence\":0.5,\"from\":3,\"to\":9,"
                + "\"evidence\":\"It was 1 < 2.\",\"advice\":\"Lower it to 1e-3.\"}]");
  }

  @Test
  void theCostOfATuningIsThatOfItsStages() throws IOException {
    TuningResult result = Results.tuning();
    ObjectNode json = new TuneReport(result, Results.ENGINE).json();

    JsonNode stages = member(json, "/cost/stages");
    assertThat(stages.findValuesAsText("stage"))
        .containsExactly(
            "preflight",
            "baseline",
            "range test",
            "batch size",
            "momentum",
            "weight decay",
            "balance",
            "final run");
    for (String what : List.of("iterations", "examples")) {
      double sum = 0;
      for (JsonNode stage : stages) {
        sum += number(stage, "/" + what);
      }
      assertThat(number(json, "/cost/" + what)).isEqualTo(sum).isPositive();
    }
    double seconds = result.costs().stream().mapToDouble(StageCost::seconds).sum();
    assertThat(number(json, "/cost/seconds")).isCloseTo(seconds, within(5.1e-4));
  }

  @Test
  void theDocumentOfATuningHasEveryComparisonAndThePlainAnswer() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.GRID);
    ObjectNode json = new TuneReport(result, Results.ENGINE).json();

    assertThat(member(json, "/budget").asText()).isEqualTo("1600 iterations");
    assertThat(number(json, "/cost/finding_share")).isEqualTo(result.findingShare());
    assertThat(number(json, "/plain/learning_rate_max"))
        .isEqualTo(result.plain().learningRateMax());
    assertThat(member(json, "/plain").size()).isEqualTo(member(json, "/chosen").size());
    assertThat(json.at("/chosen/model_settings").isMissingNode()).isTrue();
    assertThat(member(json, "/decisions").findValuesAsText("stage"))
        .contains("range test", "momentum", "weight decay", "balance");
    List<Comparison> comparisons =
        result.stages().stream().flatMap(stage -> stage.comparisons().stream()).toList();
    assertThat(comparisons).isNotEmpty();
    assertThat(member(json, "/comparisons")).hasSize(comparisons.size());
    for (int i = 0; i < comparisons.size(); i++) {
      JsonNode node = json.at("/comparisons/" + i);
      Comparison comparison = comparisons.get(i);
      assertThat(member(node, "/subject").asText()).isEqualTo(comparison.subject());
      assertThat(number(node, "/noise")).isEqualTo(comparison.noise());
      assertThat(member(node, "/chosen").asText()).isEqualTo(comparison.winner().label());
      assertThat(member(node, "/candidates")).hasSize(comparison.candidates().size());
      JsonNode first = member(node, "/candidates/0");
      for (String name : List.of("batch_size", "momentum_max", "weight_decay", "iterations")) {
        assertThat(number(first, "/" + name)).isNotNegative();
      }
      assertThat(number(first, "/val_loss"))
          .isEqualTo(comparison.candidates().get(0).validationLoss());
      assertThat(member(first, "/seeds/0/diverged").asBoolean()).isFalse();
    }
    assertThat(json.has("restarts")).isFalse();
  }

  @Test
  void theDocumentOfATuningHasItsRestarts() throws IOException {
    JsonNode json = new TuneReport(Results.compared(WeightDecayBy.SNAPSHOT), Results.ENGINE).json();

    assertThat(member(json, "/restarts/stage").asText()).isEqualTo("weight decay");
    assertThat(number(json, "/restarts/iterations")).isPositive();
    assertThat(member(json, "/restarts/branches").findValuesAsText("weight_decay"))
        .containsExactly("0.01", "0.001", "1.0E-4");
    assertThat(number(json, "/restarts/branches/0/val_loss")).isPositive();
  }

  @Test
  void theDocumentOfARegressionHasItsErrorsAndTheNetworksSettings() throws IOException {
    JsonNode json = new TuneReport(Results.regression(), Results.ENGINE).json();

    assertThat(json.get("columns").toString())
        .isEqualTo("[\"area\",\"rooms\",\"town=east\",\"town=west\"]");

    assertThat(member(json, "/final/test_accuracy").isNull()).isTrue();
    assertThat(number(json, "/final/test_rmse")).isCloseTo(3.8, within(1e-9));
    assertThat(number(json, "/chosen/model_settings/dropout")).isEqualTo(0.2);
  }

  @Test
  void aTuningLeavesAPlotForEveryDecisionThatWasCompared(@TempDir Path temp) throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.GRID);
    new TuneReport(result, Results.ENGINE).write(RunFolder.open(temp));

    for (StageResult stage : result.stages()) {
      if (!stage.comparisons().isEmpty()) {
        String name = stage.stage().label().replace(' ', '-');
        assertThat(temp.resolve("plots/decision-" + name + ".png")).isNotEmptyFile();
      }
    }
  }

  @Test
  void onlyMembersNamedForSecondsTellOfTime() throws IOException {
    ObjectNode one = new TuneReport(Results.tuning(), Results.ENGINE).json();
    ObjectNode other = new TuneReport(Results.tuning(), Results.ENGINE).json();

    withoutSeconds(one);
    withoutSeconds(other);
    assertThat(one).isEqualTo(other);
    assertThat(one.has("chosen")).isTrue();
  }

  private static void withoutSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(Stream.of("seconds", "seconds_per_iteration").filter(object::has).toList());
    }
    node.forEach(ReportsTest::withoutSeconds);
  }

  @Test
  void theDocumentOfARangeTestHasTheAnswersOfAllRulesTheDefaultFirst() {
    JsonNode json = Results.rangeTest(RangeTest.exponential(1e-6, 10, 200)).json();

    JsonNode suggestions = member(json, "/suggestions");
    assertThat(suggestions.findValuesAsText("rule"))
        .hasSize(Rule.values().length)
        .startsWith(Rule.DEFAULT.label())
        .doesNotHaveDuplicates();
    double max = number(suggestions, "/0/learning_rate");
    assertThat(number(json, "/bounds/one_cycle/learning_rate_max")).isEqualTo(max);
    assertThat(number(json, "/bounds/one_cycle/learning_rate_min")).isEqualTo(max / 10);
    assertThat(number(json, "/seconds")).isEqualTo(1.235);
    assertThat(number(json, "/test/planned_iterations")).isEqualTo(200);
    assertThat(number(json, "/test/iterations")).isLessThan(200);
    assertThat(member(json, "/test/ended").asText()).isEqualTo("diverged");
  }

  @Test
  void theDocumentOfARangeTestTellsItsMomentumAndItsSeeds() {
    JsonNode one = Results.rangeTests(GRID.withMomenta(List.of(0.5))).json();
    JsonNode several = Results.rangeTests(GRID.withSeeds(2)).json();

    assertThat(number(one, "/momentum")).isEqualTo(0.5);
    assertThat(number(one, "/seeds")).isEqualTo(1);
    assertThat(number(several, "/momentum")).isEqualTo(0.9);
    assertThat(number(several, "/seeds")).isEqualTo(2);
  }

  @Test
  void theDocumentOfARangeTestTellsWhyARuleRefused() {
    JsonNode json = Results.rangeTest(RangeTest.exponential(1e-9, 1e-8, 50)).json();

    for (JsonNode suggestion : member(json, "/suggestions")) {
      assertThat(suggestion.has("learning_rate")).isFalse();
      assertThat(member(suggestion, "/refused").asText()).isNotBlank();
    }
    assertThat(json.has("bounds")).isFalse();
  }

  private static final RangeTestGrid GRID =
      RangeTestGrid.of(
          RangeTest.exponential(1e-6, 10, 100),
          Results.SETTINGS,
          new HyperParameters(0, 0.9, 1e-3));

  @Test
  void theDocumentOfSeveralSeedsHasTheirAnswersAndInterval() {
    JsonNode json = Results.rangeTests(GRID.withSeeds(3)).json();

    assertThat(number(json, "/seeds")).isEqualTo(3);
    JsonNode first = member(json, "/suggestions/0");
    double rate = number(first, "/learning_rate");
    assertThat(number(first, "/low")).isLessThanOrEqualTo(rate);
    assertThat(number(first, "/high")).isGreaterThanOrEqualTo(rate);
    assertThat(member(first, "/seeds")).hasSize(3).anyMatch(seed -> seed.doubleValue() == rate);
    assertThat(number(json, "/bounds/one_cycle/learning_rate_max")).isEqualTo(rate);
    assertThat(member(json, "/tests")).hasSize(1);
    assertThat(member(json, "/tests/0/runs").findValuesAsText("seed"))
        .containsExactly("7", "8", "9");
    assertThat(json.has("best")).isFalse();
  }

  @Test
  void theDocumentOfARefusalOfSeveralSeedsHasNoInterval() {
    RangeTestGrid flat =
        RangeTestGrid.of(
            RangeTest.exponential(1e-9, 1e-8, 50),
            Results.SETTINGS,
            new HyperParameters(0, 0.9, 0));
    JsonNode json = Results.rangeTests(flat.withSeeds(2)).json();

    for (JsonNode suggestion : member(json, "/suggestions")) {
      assertThat(member(suggestion, "/refused").asText()).startsWith("2 of 2 seeds refused");
      assertThat(suggestion.has("low")).isFalse();
      assertThat(suggestion.has("learning_rate")).isFalse();
      assertThat(member(suggestion, "/seeds")).hasSize(2).allMatch(JsonNode::isNull);
    }
  }

  @Test
  void theDocumentOfAnOverlayHasEveryTestAndTheBest() {
    JsonNode json =
        Results.rangeTests(GRID.withWeightDecays(List.of(10.0, 1e-3)).withSeeds(2)).json();

    JsonNode tests = member(json, "/tests");
    assertThat(tests.findValuesAsText("weight_decay")).containsExactly("10.0", "0.001");
    for (JsonNode test : tests) {
      assertThat(number(test, "/momentum")).isEqualTo(0.9);
      assertThat(number(test, "/batch_size")).isEqualTo(16);
      assertThat(number(test, "/iterations")).isEqualTo(100);
      assertThat(number(test, "/lowest_val_loss"))
          .isBetween(number(test, "/lowest_val_loss_low"), number(test, "/lowest_val_loss_high"));
      assertThat(number(test, "/at_learning_rate")).isBetween(1e-6, 10.0);
      assertThat(member(test, "/ended").asText()).isEqualTo("diverged");
      assertThat(member(test, "/suggestions")).hasSize(Rule.values().length);
    }
    double best = number(json, "/best/weight_decay");
    assertThat(member(json, "/best/reason").asText()).isNotBlank();
    assertThat(number(json, "/weight_decay")).isEqualTo(best);
    JsonNode chosen = best == 10 ? tests.get(0) : tests.get(1);
    assertThat(number(chosen, "/weight_decay")).isEqualTo(best);
    assertThat(member(json, "/suggestions")).isEqualTo(member(chosen, "/suggestions"));
    assertThat(number(json, "/best/lowest_val_loss")).isEqualTo(number(chosen, "/lowest_val_loss"));
  }

  @Test
  void theDocumentOfARecordedTestHasTheSameMembers() {
    RangeCurve curve =
        Results.curve(RangeTest.exponential(1e-6, 10, 200)).trainedWith(Optimizer.SGD);
    JsonNode one =
        new RecordedRangeTestReport(List.of("a.csv"), RepeatedRangeTest.of(List.of(curve))).json();
    JsonNode run = Results.rangeTest(RangeTest.exponential(1e-6, 10, 200)).json();

    assertThat(member(one, "/read/0").asText()).isEqualTo("a.csv");
    for (String name : List.of("suggestions", "bounds", "test")) {
      assertThat(member(one, "/" + name)).isEqualTo(member(run, "/" + name));
    }
  }

  @Test
  void theDocumentOfAnEstimateSaysAtWhichRateItWasMade(@TempDir Path temp) throws IOException {
    for (EstimateForm form : EstimateForm.values()) {
      RateEstimateReport report = Results.estimate(form);
      JsonNode json = report.json();

      assertThat(member(json, "/estimate/form").asText()).isEqualTo(form.label());
      double rate = number(json, "/estimate/learning_rate");
      assertThat(rate).isPositive();
      assertThat(number(json, "/estimate/at")).isEqualTo(0.05);
      assertThat(number(json, "/estimate/ratio")).isEqualTo(rate / 0.05);
      assertThat(number(json, "/estimate/last")).isPositive();
      assertThat(number(json, "/estimate/iterations")).isEqualTo(30);
      report.write(RunFolder.open(temp));
      assertFiles(temp, "result.json", "report.html", "curves.csv", "plots/estimate.png");
      assertThat(Files.readAllLines(temp.resolve("curves.csv")))
          .hasSize(31)
          .first()
          .isEqualTo("iteration,train_loss,learning_rate,single_estimate,estimate");
      assertThat(Files.readString(temp.resolve("report.html")))
          .contains("How far to trust it", form == EstimateForm.PAPER ? "echoes" : "undoes");
    }
  }

  @Test
  void anOverlayLeavesACurveForEverySeedAndItsPlots(@TempDir Path temp) throws IOException {
    Results.rangeTests(GRID.withMomenta(List.of(0.5, 0.9)).withSeeds(2))
        .write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "curves/momentum-0.5-seed-7.csv",
        "curves/momentum-0.5-seed-8.csv",
        "curves/momentum-0.9-seed-7.csv",
        "curves/momentum-0.9-seed-8.csv",
        "plots/range-test.png",
        "plots/range-test-overlay.png",
        "plots/range-test-overlay-training.png");
    String page = withoutScripts(Files.readString(temp.resolve("report.html")));
    assertThat(page).contains("The best: momentum 0.", "lowest validation loss", "interval");
    assertThat(HtmlPageTest.charts(Files.readString(temp.resolve("report.html")))).hasSize(4);
  }

  @Test
  void aRecordedTestLeavesItsDocumentPageCurvesAndPlot(@TempDir Path temp) throws IOException {
    RangeCurve curve = Results.curve(RangeTest.exponential(1e-6, 10, 100));
    RangeCurve other = Results.curve(RangeTest.exponential(1e-5, 10, 100));
    new RecordedRangeTestReport(
            List.of("a.csv", "b.csv"), RepeatedRangeTest.of(List.of(curve, other)))
        .write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "curves/1.csv",
        "curves/2.csv",
        "plots/range-test.png");
  }

  @Test
  void theDocumentOfATrainingHoldsItsResult() {
    JsonNode json = Results.train(Results.history(25), new Evaluation(0.5, 0.8, 90)).json();

    assertThat(member(json, "/data").asText()).isEqualTo("synthetic");
    assertThat(member(json, "/schedule").asText()).isEqualTo("fixed");
    assertThat(number(json, "/cost/iterations")).isEqualTo(25);
    assertThat(number(json, "/cost/examples")).isEqualTo(400);
    assertThat(number(json, "/cost/seconds")).isEqualTo(2);
    assertThat(number(json, "/final/test_accuracy")).isEqualTo(0.8);
    assertThat(number(json, "/final/test_loss")).isEqualTo(0.5);
    assertThat(number(json, "/final/validation_loss")).isEqualTo(3.0 / 20);
    assertThat(number(json, "/final/epochs")).isEqualTo(2.5);
    assertThat(number(json, "/final/iterations")).isEqualTo(25);
    History history = Results.history(25);
    assertThat(number(json, "/values/learning_rate_first")).isEqualTo(history.learningRate()[0]);
    assertThat(number(json, "/values/learning_rate_last")).isEqualTo(history.learningRate()[24]);
    assertThat(number(json, "/values/momentum_min"))
        .isEqualTo(Arrays.stream(history.momentum()).min().getAsDouble());
    assertThat(number(json, "/values/momentum_max"))
        .isEqualTo(Arrays.stream(history.momentum()).max().getAsDouble());
    assertThat(number(json, "/values/weight_decay")).isEqualTo(history.weightDecay()[0]);
    assertThat(member(json, "/engine").toString())
        .isEqualTo("{\"precision\":\"f32\",\"threads\":1}");
  }

  @Test
  void numbersThatAreNotFiniteBecomeNull() throws IOException {
    TuningResult lost = Results.with(Results.tuning(), "d", LOST, List.of());
    History unmeasured = Results.history(9);
    unmeasured.onEvaluation(9, LOST);

    for (JsonNode json :
        List.of(
            new TuneReport(lost, Results.ENGINE).json(), Results.train(unmeasured, LOST).json())) {
      assertThat(member(json, "/final/test_accuracy").isNull()).isTrue();
      assertThat(member(json, "/final/test_loss").isNull()).isTrue();
      assertThat(json.toString()).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void aTuningLeavesItsDocumentPageCurvesAndPlots(@TempDir Path temp) throws IOException {
    TuneReport report = new TuneReport(Results.tuning(), Results.ENGINE);
    report.write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "curves-baseline.csv",
        "range-test.csv",
        "plots/range-test.png",
        "plots/loss.png",
        "plots/gap.png",
        "plots/accuracy.png",
        "plots/learning-rate.png",
        "plots/momentum.png");
    assertThat(new ObjectMapper().readTree(temp.resolve("result.json").toFile()))
        .isEqualTo(new ObjectMapper().readTree(report.json().toString()));
  }

  @Test
  void aRangeTestLeavesItsDocumentPageCurveAndPlot(@TempDir Path temp) throws IOException {
    Results.rangeTest(RangeTest.linear(0, 2, 60)).write(RunFolder.open(temp));

    assertFiles(temp, "result.json", "report.html", "curves.csv", "plots/range-test.png");
  }

  @Test
  void aTrainingLeavesItsDocumentPageCurvesAndPlots(@TempDir Path temp) throws IOException {
    Results.train(Results.history(20), LOST).write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "plots/loss.png",
        "plots/gap.png",
        "plots/accuracy.png",
        "plots/learning-rate.png",
        "plots/momentum.png");
  }

  @Test
  void theDocumentOfASensitivityAnalysisHoldsEverySeedOfEveryRate() {
    SensitivityResult result = Results.sensitivity();
    JsonNode json = Results.report(result).json();

    assertThat(member(json, "/data").asText()).isEqualTo("synthetic");
    assertThat(member(json, "/seeds").toString()).isEqualTo("[7,8,9]");
    assertThat(member(json, "/rates")).hasSize(8);
    RateOutcome third = result.rates().get(2);
    JsonNode rate = json.at("/rates/2");
    assertThat(number(rate, "/learning_rate")).isEqualTo(1e-2);
    for (int k = 0; k < 3; k++) {
      assertThat(number(rate, "/val_loss/" + k)).isEqualTo(third.trials().get(k).validationLoss());
      assertThat(number(rate, "/val_accuracy/" + k)).isBetween(0.0, 1.0);
    }
    assertThat(number(rate, "/val_loss_median")).isEqualTo(third.medianLoss());
    assertThat(number(rate, "/val_loss_low")).isEqualTo(third.lowestLoss());
    assertThat(number(rate, "/val_loss_high")).isEqualTo(third.highestLoss());
    assertThat(number(rate, "/val_accuracy_median")).isEqualTo(third.medianAccuracy());
    assertThat(number(rate, "/diverged")).isZero();
    GoodRates.Interval good = (GoodRates.Interval) result.good();
    assertThat(number(json, "/best_learning_rate"))
        .isEqualTo(result.bestLearningRate().orElseThrow())
        .isBetween(good.from(), good.to());
    assertThat(number(json, "/good/from")).isEqualTo(good.from());
    assertThat(number(json, "/good/to")).isEqualTo(good.to());
    assertThat(number(json, "/cost/iterations")).isEqualTo(result.totalIterations());
    assertThat(number(json, "/cost/examples")).isEqualTo(16 * result.totalIterations());
  }

  @Test
  void aDivergedOrFailedTrialIsNullInTheDocumentAndNamedInTheTable() {
    JsonNode json = Results.report(Results.sensitivity()).json();

    assertThat(member(json, "/rates/7/val_loss").toString()).isEqualTo("[null,null,null]");
    assertThat(member(json, "/rates/7/val_loss_median").isNull()).isTrue();
    assertThat(number(json, "/rates/7/diverged")).isEqualTo(3);
    assertThat(number(json, "/rates/0/failed")).isEqualTo(3);
    assertThat(number(json, "/rates/0/diverged")).isZero();
    assertThat(CurvesCsv.of(Results.sensitivity()).lines())
        .hasSize(25)
        .startsWith(
            "learning_rate,seed,iterations,val_loss,val_accuracy,outcome", "1.0E-4,7,0,,,failed")
        .last()
        .asString()
        .startsWith("1000000.0,9,")
        .endsWith(",,,diverged");
  }

  @Test
  void aSensitivityAnalysisWhoseBestRateLiesAtAnEndNamesNoInterval() throws IOException {
    SensitivityResult all = Results.sensitivity();
    SensitivityResult cut =
        new SensitivityResult(
            all.data(),
            all.model(),
            all.settings(),
            all.seeds(),
            all.weightDecay(),
            all.iterations(),
            all.iterationsPerEpoch(),
            all.rates().subList(0, 3),
            all.seconds());
    JsonNode json = Results.report(cut).json();

    assertThat(number(json, "/best_learning_rate")).isEqualTo(1e-2);
    assertThat(json.at("/good/from").isMissingNode()).isTrue();
    assertThat(member(json, "/good/refused").asText()).contains("(0.01)", "highest of the grid");
    assertThat(SensitivityCharts.loss(cut).bands()).isEmpty();
    assertThat(SensitivityCharts.loss(all).bands()).hasSize(1);
  }

  @Test
  void aSensitivityAnalysisLeavesItsDocumentPageTrialsAndPlots(@TempDir Path temp)
      throws IOException {
    Results.report(Results.sensitivity()).write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "plots/sensitivity.png",
        "plots/sensitivity-accuracy.png");
    assertThat(withoutScripts(Files.readString(temp.resolve("report.html"))))
        .contains("The rate is broken.", "3 of 3", "good learning rates");
  }

  @Test
  void theDocumentOfTrainingDynamicsHasTheFinalAccuraciesOfEveryPanel() {
    JsonNode json = Results.dynamics().json();

    assertThat(member(json, "/groups").findValuesAsText("group"))
        .containsExactly("learning-rate", "momentum", "decay", "patience", "optimizer");
    assertThat(member(json, "/groups/0/panels")).hasSize(8);
    JsonNode tenth = json.at("/groups/0/panels/1");
    assertThat(member(tenth, "/panel").asText()).isEqualTo("rate 0.1");
    assertThat(number(tenth, "/train_accuracy")).isBetween(0.5, 1.0);
    assertThat(number(tenth, "/val_accuracy")).isBetween(0.5, 1.0);
    assertThat(number(tenth, "/epochs")).isEqualTo(30);
    assertThat(number(json, "/groups/2/panels/0/learning_rate_last"))
        .isEqualTo(0.01 / (1 + 0.1 * (30 * 15 - 1)));
    JsonNode broken = json.at("/groups/0/panels/5");
    assertThat(member(broken, "/failed").asBoolean()).isTrue();
    assertThat(member(broken, "/val_accuracy").isNull()).isTrue();
  }

  @Test
  void trainingDynamicsLeaveAPictureForEachGroup(@TempDir Path temp) throws IOException {
    Results.dynamics().write(RunFolder.open(temp));

    assertFiles(
        temp,
        "result.json",
        "report.html",
        "curves.csv",
        "plots/dynamics-learning-rate.png",
        "plots/dynamics-momentum.png",
        "plots/dynamics-decay.png",
        "plots/dynamics-decay-rate.png",
        "plots/dynamics-patience.png",
        "plots/dynamics-patience-rate.png",
        "plots/dynamics-optimizer.png");
    assertThat(Files.readAllLines(temp.resolve("curves.csv")))
        .startsWith(
            "group,panel,epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate")
        .anyMatch(line -> line.startsWith("optimizer,\"SGD, rate 0.01\",30,"));
    assertThat(withoutScripts(Files.readString(temp.resolve("report.html"))))
        .contains("The rate is broken.", "Momentum, SGD at the rate 0.01");
  }

  @Test
  void trainingDynamicsAreReportedUpToAnEvaluationThatFails(@TempDir Path temp) throws IOException {
    SyntheticTask task = new SyntheticTask().failsToEvaluate(Split.TRAINING, 10 * 15);
    Results.dynamics(task).write(RunFolder.open(temp));

    assertThat(Files.readAllLines(temp.resolve("curves.csv")))
        .anyMatch(line -> line.startsWith("learning-rate,\"rate 0.1\",9,"))
        .noneMatch(line -> line.startsWith("learning-rate,\"rate 0.1\",10,"));
    assertThat(withoutScripts(Files.readString(temp.resolve("report.html"))))
        .contains("The evaluation is broken.");
  }

  private static void assertFiles(Path folder, String... names) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrder(names);
    }
    for (String name : names) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void theTuningsPageTellsWhatWasChosenWhyAndAtWhatCost(@TempDir Path temp) throws IOException {
    TuningResult result = Results.tuning();
    new TuneReport(result, Results.ENGINE).write(RunFolder.open(temp));
    String page = withoutScripts(Files.readString(temp.resolve("report.html")));

    result
        .decisions()
        .forEach(decision -> assertThat(page).contains(decision.subject(), decision.choice()));
    assertThat(page)
        .contains(
            "80.00 %", "18 wrong", "One thing was noticed", "It was 1 &lt; 2.", "Lower it to 1e-3.")
        .contains("lr: " + result.chosen().learningRateMax(), "budget: 200iterations")
        .contains("data-chart=\"7\"");
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "");
  }

  @Test
  void noNameOfDataBreaksThePage(@TempDir Path temp) throws IOException {
    TuningResult hostile = Results.with(Results.tuning(), Results.HOSTILE_NAME, LOST, List.of());
    new TuneReport(hostile, Results.ENGINE).write(RunFolder.open(temp));
    String page = Files.readString(temp.resolve("report.html"));

    assertThat(withoutScripts(page))
        .doesNotContain("<img")
        .contains("&lt;/script&gt;&lt;img", "{{body}}", "data: 'a&lt;/script&gt;");
    assertThat(HtmlPageTest.charts(page)).hasSize(9);
    assertThat(
            new ObjectMapper().readTree(temp.resolve("result.json").toFile()).get("data").asText())
        .isEqualTo(Results.HOSTILE_NAME);
  }
}
