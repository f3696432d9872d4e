package dev.temper.report;

/**
 * How a search was made, in the words of its options.
 *
 * @param trials how many were planned in total; 1 or more
 * @param sampler what chose, as in {@code gp}
 * @param earlyStopping which trials ended early, as in {@code asha}
 * @param budget the length of a trial, as in {@code 10 epochs}
 * @param schedule what a trial made of its rate, as in {@code one-cycle}
 */
public record SearchMethod(
    long trials, String sampler, String earlyStopping, String budget, String schedule) {}
