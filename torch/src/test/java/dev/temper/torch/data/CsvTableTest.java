package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files: what is read from the forms that occur, and one line of refusal for the bad ones. */
class CsvTableTest {

  private final Path folder;

  CsvTableTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Path file(String content) throws IOException {
    return file("table.csv", content);
  }

  /** Lines of two features and a label: i, 100 - i, and the labels in turn. */
  private static String rows(int count, String... labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i).append(',').append(100 - i).append(',').append(labels[i % labels.length]);
      text.append('\n');
    }
    return text.toString();
  }

  private static Dataset open(Path source) throws IOException {
    return Datasets.open(source.toString(), DataSettings.DEFAULT);
  }

  private static Dataset open(Path source, String target) throws IOException {
    return Datasets.open(source.toString(), DataSettings.DEFAULT.withTarget(target));
  }

  /** Every example of the split as it stood in the file, features and then the label's name. */
  private static List<String> examples(Dataset data, Split split) {
    try (PointerScope scope = new PointerScope()) {
      Tensor raw = data.features(split).mul(data.scale()).add(data.mean());
      double[] values = TensorValues.of(raw);
      double[] labels = TensorValues.of(data.labels(split));
      int width = values.length / labels.length;
      List<String> examples = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < width; j++) {
          text.append(Math.round(values[i * width + j])).append(',');
        }
        examples.add(text + data.summary().classes().get((int) labels[i]));
      }
      return examples;
    }
  }

  private static List<String> examples(Dataset data) {
    List<String> all = new ArrayList<>();
    for (Split split : Split.values()) {
      all.addAll(examples(data, split));
    }
    return all;
  }

  private static List<String> lines(String rows) {
    return Arrays.asList(rows.split("\n", -1)).subList(0, (int) rows.lines().count());
  }

  @Test
  void readsAFileWithoutAHeader() throws IOException {
    Dataset data = open(file(rows(20, "a", "b")));
    assertThat(data.shape()).containsExactly(2L);
    assertThat(examples(data)).containsExactlyInAnyOrderElementsOf(lines(rows(20, "a", "b")));
  }

  @Test
  void readsAFileWithAHeader() throws IOException {
    Dataset data = open(file("x,y,kind\n" + rows(20, "a", "b")));
    assertThat(examples(data)).containsExactlyInAnyOrderElementsOf(lines(rows(20, "a", "b")));
  }

  @Test
  void findsTheLabelsByTheirColumnsName() throws IOException {
    Dataset data = open(file("kind,x,y\na,1,2\nb,3,4\na,5,6\nb,7,8\na,9,10\nb,11,12\n"), "kind");
    assertThat(data.shape()).containsExactly(2L);
    assertThat(examples(data))
        .containsExactlyInAnyOrder("1,2,a", "3,4,b", "5,6,a", "7,8,b", "9,10,a", "11,12,b");
  }

  @Test
  void sortsLabelsOfTextByName() throws IOException {
    Dataset data = open(file(rows(20, "pear", "apple", "10")));
    assertThat(data.summary().classes()).containsExactly("10", "apple", "pear");
  }

  @Test
  void sortsLabelsThatAreNumbersBySize() throws IOException {
    DataSettings classes = DataSettings.DEFAULT.withLoss(Loss.CROSS_ENTROPY);
    Path file = file(rows(20, "10", "9", "-1", "2.5"));
    Dataset data = Datasets.open(file.toString(), classes);
    assertThat(data.summary().classes()).containsExactly("-1", "2.5", "9", "10");
    assertThat(examples(data))
        .containsExactlyInAnyOrderElementsOf(lines(rows(20, "10", "9", "-1", "2.5")));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t"})
  void readsOtherSeparators(String separator) throws IOException {
    Dataset data = open(file(("x,y,kind\n" + rows(20, "a", "b")).replace(",", separator)));
    assertThat(examples(data)).containsExactlyInAnyOrderElementsOf(lines(rows(20, "a", "b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table.csv", "TABLE.CSV", "table.tsv", "table.txt"})
  void readsFilesOfEveryAcceptedName(String name) throws IOException {
    assertThat(examples(open(file(name, rows(10, "a", "b"))))).hasSize(10);
  }

  @Test
  void readsQuotedCells() throws IOException {
    String rows =
        "\"1\",2,\"a, or \"\"b\"\"\"\n3,\"4\",c\n5,6,c\n7,8,\"a, or \"\"b\"\"\"\n9,10,c\n11,12,c\n";
    Dataset data = open(file("\"x, first\",y,\"kind\"\n" + rows), "kind");
    assertThat(data.summary().classes()).containsExactly("a, or \"b\"", "c");
    assertThat(examples(data))
        .containsExactlyInAnyOrder(
            "1,2,a, or \"b\"", "3,4,c", "5,6,c", "7,8,a, or \"b\"", "9,10,c", "11,12,c");
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    Dataset data = open(file("\uFEFFkind,x\na,1\nb,2\na,3\nb,4\na,5\nb,6\n"), "kind");
    assertThat(data.summary().classes()).containsExactly("a", "b");
    assertThat(examples(open(file("\uFEFF" + rows(10, "a", "b")))))
        .containsExactlyInAnyOrderElementsOf(lines(rows(10, "a", "b")));
  }

  @Test
  void readsWindowsLineEnds() throws IOException {
    Dataset data = open(file(("x,y,kind\n" + rows(20, "a", "b")).replace("\n", "\r\n")));
    assertThat(examples(data)).containsExactlyInAnyOrderElementsOf(lines(rows(20, "a", "b")));
  }

  @Test
  void readsALastLineWithoutAnEndAndSkipsEmptyLines() throws IOException {
    String rows = rows(10, "a", "b");
    assertThat(examples(open(file(rows.strip())))).hasSize(10);
    assertThat(examples(open(file(rows.replace("5,95", "\n5,95") + "\n\n")))).hasSize(10);
  }

  @Test
  void readsNumbersInEveryNotation() throws IOException {
    Dataset data = open(file("1e2,-3,a\n +4 ,.5e1,b\n6,7.0,a\n8,9,b\n10,11,a\n12,13,b\n"));
    assertThat(examples(data))
        .containsExactlyInAnyOrder("100,-3,a", "4,5,b", "6,7,a", "8,9,b", "10,11,a", "12,13,b");
  }

  @Test
  void readsTrainingAndTestSetFromAFolder() throws IOException {
    file("train.csv", "x,y,kind\n" + rows(20, "a", "b", "c"));
    file("test.csv", "x,y,kind\n7,70,c\n8,80,a\n");
    Dataset data = open(folder);
    assertThat(data.summary().trainingExamples()).isEqualTo(18);
    assertThat(data.summary().validationExamples()).isEqualTo(2);
    assertThat(examples(data, Split.TEST)).containsExactly("7,70,c", "8,80,a");
  }

  @Test
  void theSeedFixesTheTestShareThatIsSplitOff() throws IOException {
    Path file = file(rows(50, "a", "b"));
    DataSettings settings = DataSettings.DEFAULT.withSeed(1);
    Dataset data = Datasets.open(file.toString(), settings);
    Dataset same = Datasets.open(file.toString(), settings);
    Dataset other = Datasets.open(file.toString(), settings.withSeed(2));
    assertThat(examples(data, Split.TEST))
        .hasSize(10)
        .isEqualTo(examples(same, Split.TEST))
        .isNotEqualTo(examples(other, Split.TEST));
  }

  @ParameterizedTest
  @CsvSource({"'1,2', 2 columns", "'1,2,3,a', 4 columns"})
  void refusesRaggedRows(String row, String found) throws IOException {
    Path file = file(rows(2, "a", "b") + row + "\n" + rows(5, "a", "b"));
    Refusal.of(file, file + ":3:", found, "3 are expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "NaN", "nan", "Infinity", "", " ", "1;2", "?"})
  void refusesCellsThatAreNoFiniteNumbers(String cell) throws IOException {
    Path file = file("x,y,kind\n" + rows(3, "a", "b") + "1," + cell + ",a\n");
    Refusal.of(file, file + ":5:", "column 2 (y)", "'" + cell + "'", "finite number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "", " "})
  void aMissingNumberInTheFirstLineMakesItNoHeader(String cell) throws IOException {
    Path file = file("1," + cell + ",a\n" + rows(9, "a", "b"));
    Refusal.of(file, file + ":1:", "column 2", "'" + cell + "'");
  }

  @Test
  void refusesANumberBeyondThe32BitFloats() throws IOException {
    Path file = file(rows(5, "a", "b") + "1e39,2,a\n");
    Refusal.of(file, file + ":6:", "column 1", "'1e39'", "finite number");
  }

  @Test
  void refusesAnEmptyLabel() throws IOException {
    Path file = file(rows(5, "a", "b") + "1,2,\n");
    Refusal.of(file, file + ":6:", "label is empty");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = file("");
    Refusal.of(file, file.toString(), "no rows");
  }

  @Test
  void refusesAHeaderWithoutRows() throws IOException {
    Path file = file("x,y,kind\n");
    Refusal.of(file, file.toString(), "no rows");
  }

  @Test
  void refusesASingleColumn() throws IOException {
    Path file = file("a\nb\na\n");
    Refusal.of(file, file.toString(), "only one column");
  }

  @Test
  void refusesLabelsOfOneClass() throws IOException {
    Path file = file(rows(10, "same"));
    Refusal.of(file, file.toString(), "'same'", "2 or more classes");
  }

  @Test
  void refusesAnUnknownTargetWithTheColumnsThereAre() throws IOException {
    Path file = file("x,y,kind\n" + rows(10, "a", "b"));
    Refusal.of(
        file, DataSettings.DEFAULT.withTarget("label"), file.toString(), "'label'", "x, y, kind");
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() throws IOException {
    Path inFeature = file("feature.csv", rows(3, "a", "b") + "\"1,2,a\n" + rows(5, "a", "b"));
    Refusal.of(inFeature, inFeature + ":4:");
    Path inLabel = file("label.csv", rows(3, "a", "b") + "1,2,\"a\n" + rows(5, "a", "b"));
    Refusal.of(inLabel, inLabel + ":4:", "quote is never closed");
  }

  @Test
  void aRefusedCellWithALineBreakStaysOneLine() throws IOException {
    Path feature = file("feature.csv", rows(3, "a", "b") + "\"1\n2\",2,a\n");
    Refusal.of(feature, feature + ":4:");
    Path header = file("header.csv", "\"x\ny\",kind\n1,a\n");
    Refusal.of(header, DataSettings.DEFAULT.withTarget("label"), header.toString());
  }

  @Test
  void theLineOfARefusalCountsLinesNotRows() throws IOException {
    Path file = file("x,y,\"ki\nnd\"\n\n" + rows(3, "a", "b") + "1,abc,a\n");
    Refusal.of(file, file + ":7:");
  }

  @Test
  void refusesClassesThatLookLikeARegression() throws IOException {
    String[] values = IntStream.range(0, 40).mapToObj(i -> (i / 8.0) + "").toArray(String[]::new);
    Path file = file(rows(40, values));
    DataSettings classes = DataSettings.DEFAULT.withLoss(Loss.CROSS_ENTROPY);
    String found = "40 distinct values in 40 rows";
    Refusal.of(file, classes, file.toString(), found, "--target", "--loss mse");
    values[7] = "none";
    Path text = file(rows(40, values));
    Refusal.of(text, text.toString(), found, "--target", "'none' is to be a number");
  }

  @Test
  void refusesATestLabelThatTrainingNeverSaw() throws IOException {
    file("train.csv", rows(20, "a", "b"));
    Path test = file("test.csv", "1,2,a\n3,4,z\n");
    Refusal.of(folder, test.toString(), "'z'", "train.csv");
  }

  @Test
  void refusesATestSetWithOtherColumns() throws IOException {
    file("train.csv", "x,y,kind\n" + rows(20, "a", "b"));
    Path test = file("test.csv", "y,x,kind\n1,2,a\n");
    Refusal.of(folder, test.toString(), "columns differ");
    file("test.csv", "x,kind\n1,a\n");
    Refusal.of(folder, test.toString(), "columns differ");
  }

  @Test
  void refusesAFolderWithoutATestSet() throws IOException {
    file("train.csv", rows(20, "a", "b"));
    Refusal.of(folder, folder.toString(), "no test.csv");
  }

  @Test
  void refusesTooFewRowsToSplit() throws IOException {
    Path file = file(rows(2, "a", "b"));
    Refusal.of(file, file.toString(), "2 examples are too few");
  }
}
