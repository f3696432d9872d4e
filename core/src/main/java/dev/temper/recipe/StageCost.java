package dev.temper.recipe;

/**
 * What one stage took.
 *
 * @param stage which
 * @param iterations optimizer updates it made; 0 or more
 * @param examples training examples in those updates; 0 or more
 * @param seconds of wall time, evaluations included
 */
public record StageCost(Stage stage, long iterations, long examples, double seconds) {}
