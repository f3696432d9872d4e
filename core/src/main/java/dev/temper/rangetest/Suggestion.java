package dev.temper.rangetest;

import java.util.OptionalDouble;

/** A rule's answer to a range test: a learning rate, or a refusal with its reason. */
public sealed interface Suggestion {

  /**
   * A rate the rule stands by.
   *
   * @param learningRate inside the recorded range
   */
  record Rate(double learningRate) implements Suggestion {
    @Override
    public OptionalDouble rate() {
      return OptionalDouble.of(learningRate);
    }

    @Override
    public double orElseThrow() {
      return learningRate;
    }
  }

  /**
   * No rate, because the curve does not show what the rule looks for.
   *
   * @param reason one sentence a person can act on
   */
  record Refused(String reason) implements Suggestion {
    @Override
    public OptionalDouble rate() {
      return OptionalDouble.empty();
    }

    @Override
    public double orElseThrow() {
      throw new IllegalStateException(reason);
    }
  }

  /** The rate, or empty after a refusal. */
  OptionalDouble rate();

  /**
   * The rate.
   *
   * @throws IllegalStateException with the reason, after a refusal
   */
  double orElseThrow();
}
