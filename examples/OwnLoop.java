import dev.temper.rangetest.Bounds;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.rangetest.Suggestion;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.training.Optimizer;
import java.util.Arrays;

/** A range test and a 1cycle run in a training loop of one's own: temper-core alone, no LibTorch. */
public class OwnLoop {

  /** Noisy gradient descent on a bowl with curvatures from 1 to 20. */
  static class Bowl {
    final double[] curvature = {1, 2, 5, 10, 20};
    final double[] weights = {1, 1, 1, 1, 1};
    final double[] velocity = new double[5];
    final java.util.Random noise = new java.util.Random(1);

    double step(HyperParameters values) {
      double loss = 0.01;
      for (int i = 0; i < weights.length; i++) {
        loss += 0.5 * curvature[i] * weights[i] * weights[i];
        double gradient = curvature[i] * weights[i] + 0.05 * noise.nextGaussian();
        velocity[i] = values.momentum() * velocity[i] + gradient;
        weights[i] -= values.learningRate() * velocity[i];
      }
      return loss;
    }
  }

  public static void main(String[] args) {
    Bowl tried = new Bowl();
    RangeCurve curve =
        RangeTest.exponential(1e-5, 10, 200)
            .withSmoothing(0.9)
            .run(rate -> tried.step(new HyperParameters(rate, 0.9, 0)))
            .trainedWith(Optimizer.SGD);
    curve
        .suggestions()
        .forEach(
            (rule, suggestion) ->
                System.out.printf(
                    "%-9s %s%n",
                    rule.label(),
                    suggestion instanceof Suggestion.Refused refused
                        ? "refused: " + refused.reason()
                        : String.format("%.3g", suggestion.orElseThrow())));
    double max = curve.suggest(Rule.DEFAULT).orElseThrow();

    Schedule schedule =
        OneCycle.smith(500, max).withMinLearningRate(Bounds.oneCycle(max).min());
    Bowl bowl = new Bowl();
    double loss = Double.NaN;
    for (int iteration = 0; iteration < 500; iteration++) {
      loss = bowl.step(schedule.at(iteration));
    }
    System.out.printf("maximum rate %.3g, final loss %.3g, weights %s%n",
        max, loss, Arrays.toString(bowl.weights));
  }
}
