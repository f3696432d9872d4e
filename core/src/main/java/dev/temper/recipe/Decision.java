package dev.temper.recipe;

/**
 * One choice of the procedure in words.
 *
 * @param subject what was to be chosen, for example {@code maximum learning rate}
 * @param choice the value, with its unit where it has one
 * @param reason one or two sentences with the figures that decided
 */
public record Decision(String subject, String choice, String reason) {}
