package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.torch.model.TensorValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of text, which become columns of 0 and 1, and what becomes of missing values. */
class TypedColumnsTest {

  private static final DataSettings DROP = DataSettings.DEFAULT.withMissing(Missing.DROP);
  private static final DataSettings MEAN = DataSettings.DEFAULT.withMissing(Missing.MEAN);

  private final Path folder;

  TypedColumnsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** What was read of a table, as it is given to the splits. */
  private record Rows(
      List<String> columns,
      List<List<Double>> training,
      List<List<Double>> test,
      List<String> notes) {}

  private static List<List<Double>> rows(Tensor features) {
    double[] values = TensorValues.of(features);
    int width = (int) features.size(1);
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i += width) {
      rows.add(IntStream.range(i, i + width).mapToObj(j -> values[j]).toList());
    }
    return rows;
  }

  private Rows read(DataSettings settings) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      boolean split = Files.exists(folder.resolve("test.csv"));
      RawData data =
          split
              ? CsvTable.readFolder(folder, "table", settings)
              : CsvTable.readFile(folder.resolve("train.csv"), "table", settings);
      return new Rows(
          data.columns(),
          rows(data.features()),
          data.testFeatures() == null ? List.of() : rows(data.testFeatures()),
          data.notes());
    }
  }

  @Test
  void aColumnOfTextBecomesAColumnForEachTextSorted() throws IOException {
    file("train.csv", "size,colour,kind", "1,red,a", "2,blue,b", "3,red,a", "4, green ,b");
    Rows rows = read(DataSettings.DEFAULT);
    assertThat(rows.columns()).containsExactly("size", "colour=blue", "colour=green", "colour=red");
    assertThat(rows.training())
        .containsExactly(
            List.of(1.0, 0.0, 0.0, 1.0),
            List.of(2.0, 1.0, 0.0, 0.0),
            List.of(3.0, 0.0, 0.0, 1.0),
            List.of(4.0, 0.0, 1.0, 0.0));
  }

  @Test
  void theTestSetHasTheColumnsOfTheTrainingFile() throws IOException {
    file("train.csv", "colour,size,kind", "red,1,a", "blue,2,b", "green,3,b");
    file("test.csv", "colour,size,kind", "green,9,a");
    assertThat(read(DataSettings.DEFAULT).test()).containsExactly(List.of(0.0, 1.0, 0.0, 9.0));
  }

  @Test
  void withoutAHeaderColumnsAreCounted() throws IOException {
    file("train.csv", "red,1,a", "blue,2,b", "red,3,a");
    Rows rows = read(DataSettings.DEFAULT);
    assertThat(rows.columns()).containsExactly("column 1=blue", "column 1=red", "column 2");
    assertThat(rows.training()).hasSize(3);
  }

  @Test
  void theFirstLineOfNothingButTextIsAHeader() throws IOException {
    file("train.csv", "colour,form,kind", "red,round,a", "blue,flat,b");
    assertThat(read(DataSettings.DEFAULT).columns())
        .containsExactly("colour=blue", "colour=red", "form=flat", "form=round");
  }

  @Test
  void opensAsADataSetWhoseColumnsAreAllNormalized() throws IOException {
    file("train.csv", "colour,kind\n" + "red,a\nblue,b\n".repeat(20));
    Dataset data = Datasets.open(folder.resolve("train.csv").toString(), DataSettings.DEFAULT);
    assertThat(data.shape()).containsExactly(2L);
    for (double scale : TensorValues.of(data.scale())) {
      assertThat(scale).isBetween(0.4, 0.5 + 1e-6);
    }
  }

  @Test
  void refusesATextThatTrainingNeverSawWithItsLine() throws IOException {
    file("train.csv", "colour,kind", "red,a", "blue,b");
    Path test = file("test.csv", "colour,kind", "red,a", "pink,b");
    Refusal.of(folder, test + ":3: column 1 (colour) holds 'pink'", "occurs in train.csv");
  }

  @Test
  void refusesNumbersAmongTextsAndTextsAmongNumbers() throws IOException {
    Path texts = file("texts.csv", "colour,kind", "red,a", "blue,b", "3,a");
    Refusal.of(texts, texts + ":4: column 1 (colour) holds '3'", "a text is expected");
    Path numbers = file("numbers.csv", "size,kind", "3,a", "red,b");
    Refusal.of(numbers, numbers + ":3: column 1 (size) holds 'red'", "finite number");
  }

  @Test
  void refusesMoreTextsThanMayBeColumns() throws IOException {
    String fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> "name" + i + "," + "ab".charAt(i % 2))
            .collect(Collectors.joining("\n"));
    file("train.csv", "name,kind", fifty);
    assertThat(read(DataSettings.DEFAULT).columns()).hasSize(50);
    Path file = file("train.csv", "name,kind", fifty, "more,a");
    Refusal.of(file, file + ":52: column 1 (name) holds 'more'", "up to 50 different texts");
  }

  @Test
  void refusesATextOfSeveralLines() throws IOException {
    Path file = file("train.csv", "colour,kind", "red,a", "\"bl\nue\",b");
    Refusal.of(file, file + ":3:", "'bl ue'", "quote is never closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?", "NA", "n/a", "NaN", "null"})
  void dropsRowsThatLackAValueAndTellsIt(String cell) throws IOException {
    file("train.csv", "x,colour,kind", "1,red,a", cell + ",blue,b", "3," + cell + ",b", "4,blue,b");
    Rows rows = read(DROP);
    assertThat(rows.training()).containsExactly(List.of(1.0, 0.0, 1.0), List.of(4.0, 1.0, 0.0));
    assertThat(rows.notes())
        .containsExactly(
            folder.resolve("train.csv")
                + ": 2 of 4 rows are left out, for they lack a value; the first is in line 3.");
  }

  @Test
  void aClassOfDroppedRowsOnlyIsNone() throws IOException {
    file("train.csv", "x,kind", "1,a", "?,c", "3,b");
    try (PointerScope scope = new PointerScope()) {
      assertThat(CsvTable.readFile(folder.resolve("train.csv"), "table", DROP).classes())
          .containsExactly("a", "b");
    }
  }

  @Test
  void putsTheMeanOfTheTrainingFileInTheirPlace() throws IOException {
    file("train.csv", "x,colour,kind", "1,red,a", "?,blue,b", "3,,b", "5,blue,a");
    file("test.csv", "x,colour,kind", ",,a", "7,red,b");
    Rows rows = read(MEAN);
    double third = (float) (1 / 3.0);
    double twoThirds = (float) (2 / 3.0);
    assertThat(rows.training())
        .containsExactly(
            List.of(1.0, 0.0, 1.0),
            List.of(3.0, 1.0, 0.0),
            List.of(3.0, twoThirds, third),
            List.of(5.0, 1.0, 0.0));
    assertThat(rows.test()).containsExactly(List.of(3.0, twoThirds, third), List.of(7.0, 0.0, 1.0));
    assertThat(rows.notes()).hasSize(2);
    assertThat(rows.notes().get(0)).contains("2 missing values", "line 3");
    assertThat(rows.notes().get(1)).contains("test.csv: 2 missing values", "line 2");
  }

  @Test
  void missingValuesAreRefusedUnlessTheyAreAskedFor() throws IOException {
    Path file = file("train.csv", "x,colour,kind", "1,red,a", "2,?,b");
    Refusal.of(file, file + ":3: column 2 (colour) holds '?'", "--missing drop", "mean");
  }

  @Test
  void refusesAColumnWithoutAnyValue() throws IOException {
    Path file = file("train.csv", "x,y,kind", "1,?,a", "2,,b");
    Refusal.of(file, MEAN, file.toString(), "no row has a value in the column 'y'");
    Refusal.of(file, DROP, file.toString(), "no rows");
  }

  @ParameterizedTest
  @EnumSource(Missing.class)
  void treatmentsAreFoundByName(Missing missing) {
    assertThat(Missing.named(missing.label())).isEqualTo(missing);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Missing.named("median"))
        .withMessageContaining("'median'")
        .withMessageContaining("refuse, drop, mean");
  }
}
