package dev.temper.report.sketch;

/**
 * A labelled place on an axis.
 *
 * @param place 0 for the low end of the axis to 1 for the high one
 * @param text the label
 */
public record Tick(double place, String text) {}
