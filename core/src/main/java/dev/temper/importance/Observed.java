package dev.temper.importance;

import dev.temper.space.Configuration;

/**
 * What came of one configuration.
 *
 * @param configuration what was tried
 * @param value where lower is better; one that is not finite means that it could not be trained
 *     with
 */
public record Observed(Configuration configuration, double value) {}
