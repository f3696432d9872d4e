package dev.temper.search;

import dev.temper.space.Configuration;
import dev.temper.training.ModelSetting;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be searched over of how a network is trained, beside the settings of the model. */
enum Knob {
  OPTIMIZER {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withOptimizer(Optimizer.named(to.getString(label())));
    }
  },
  SCHEDULE {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withSchedule(TrialSchedule.named(to.getString(label())));
    }
  },
  BATCH_SIZE {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withSession(settings.session().withBatchSize(to.getInt(label())));
    }
  },
  LEARNING_RATE {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withLearningRate(to.getDouble(label()));
    }
  },
  MOMENTUM {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withMomentum(to.getDouble(label()));
    }
  },
  WEIGHT_DECAY {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withWeightDecay(to.getDouble(label()));
    }
  },
  CLIP_NORM {
    @Override
    TrialSettings turn(TrialSettings settings, Configuration to) {
      return settings.withSession(
          settings
              .session()
              .withUpdates(settings.session().updates().withClipNorm(to.getDouble(label()))));
    }
  };

  /**
   * The settings with the value that a configuration has of it.
   *
   * @throws IllegalArgumentException if it may not have it; one line
   */
  abstract TrialSettings turn(TrialSettings settings, Configuration to);

  /** The name of its parameter, as in {@code learning_rate}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The settings with all that a configuration says; what it does not say stays.
   *
   * @throws IllegalArgumentException if it says what cannot be set, or a value is outside its
   *     range; one line
   */
  static TrialSettings turnAll(TrialSettings settings, Configuration to) {
    // In this order: the optimizer decides whether there is a momentum.
    TrialSettings turned = settings;
    List<String> others = new ArrayList<>(to.values().keySet());
    for (Knob knob : values()) {
      if (others.remove(knob.label())) {
        turned = knob.turn(turned, to);
      }
    }
    for (String name : others) {
      requireSetting(settings, name);
      turned = turned.withTask(turned.task().with(name, to.getDouble(name)));
    }
    return turned;
  }

  private static void requireSetting(TrialSettings settings, String name) {
    List<String> names = settings.task().modelSettings().stream().map(ModelSetting::name).toList();
    if (!names.contains(name)) {
      List<String> accepted = new ArrayList<>(Arrays.stream(values()).map(Knob::label).toList());
      accepted.addAll(names);
      throw new IllegalArgumentException(
          "The parameter '"
              + name
              + "' is nothing that can be searched over. Accepted: "
              + String.join(", ", accepted)
              + ".");
    }
  }
}
