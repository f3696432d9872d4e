import dev.temper.report.Chart;
import dev.temper.report.ScheduleCharts;
import dev.temper.report.Png;
import dev.temper.schedule.NamedSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws every kind of schedule into one picture: {@code AllSchedules.java schedules.png}. */
public class AllSchedules {

  /** Each kind with settings that show its shape over 100 iterations. */
  static final List<String> SCHEDULES =
      List.of(
          "fixed lr=0.1",
          "linear lr=0.1 total_iters=80",
          "exponential lr=0.1 gamma=0.97",
          "time-based lr=0.1 decay=0.1",
          "step lr=0.1 step_size=25 gamma=0.5",
          "multistep lr=0.1 milestones=40,70,85 gamma=0.4",
          "polynomial lr=0.1 power=2",
          "cosine lr=0.1",
          "cosine-warm-restarts lr=0.1 T_0=14 T_mult=2",
          "plateau lr=0.1 factor=0.5 patience=4 raise_after=15 metric=" + stalling(),
          "triangular max_lr=0.1 base_lr=0.01 step_size_up=15 step_size_down=10",
          "triangular2 max_lr=0.1 base_lr=0.01 step_size_up=12",
          "exp-range max_lr=0.1 base_lr=0.01 step_size_up=12 gamma=0.98",
          "one-cycle max_lr=0.1",
          "warmup lr=0.1 then=cosine total_iters=20 start_factor=0.1",
          "warmup-stable-decay lr=0.1 warmup=15 decay_iters=30");

  /** A loss that falls for 40 evaluations and then no more. */
  static String stalling() {
    return IntStream.range(0, 100)
        .mapToObj(i -> Double.toString(Math.max(1, 5 - 0.1 * i)))
        .collect(Collectors.joining(","));
  }

  static Chart chart(String line) {
    String[] parts = line.split(" ");
    Map<String, String> settings = new TreeMap<>(Map.of("iterations", "100"));
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Chart rate = ScheduleCharts.of(NamedSchedule.of(parts[0], null, settings).schedule(), 100).get(0);
    return new Chart(parts[0], rate.x(), rate.y(), rate.series(), List.of());
  }

  public static void main(String[] args) throws IOException {
    List<Chart> charts = new ArrayList<>();
    for (String line : SCHEDULES) {
      charts.add(chart(line));
    }
    Path picture = Path.of(args.length > 0 ? args[0] : "schedules.png");
    Files.write(picture, Png.draw(charts, 4));
    System.out.println("drawn: " + picture);
  }
}
