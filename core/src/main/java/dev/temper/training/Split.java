package dev.temper.training;

/** The three disjoint parts of a data set. */
public enum Split {
  /** What the weights are fitted to. */
  TRAINING,
  /** What the hyper-parameters are chosen by; taken from the training data with the seed. */
  VALIDATION,
  /** What the final figure is measured on, once, after every choice has been made. */
  TEST
}
