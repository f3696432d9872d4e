package dev.temper.importance;

/**
 * How much one parameter matters.
 *
 * @param parameter its name
 * @param share of the explained variance that is due to it: its own effect, and half of what it
 *     does together with others; 0 to 1, those of all parameters sum to 1
 * @param alone the part of the share that is its own effect, whatever the others are; 0 to the
 *     share
 */
public record Share(String parameter, double share, double alone) {}
