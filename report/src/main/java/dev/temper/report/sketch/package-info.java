/**
 * Pictures of lines, dots, boxes and words, drawn once and written as SVG for pages and as PNG.
 *
 * <p>For what the charts of lines beside cannot show: marks coloured by a value, areas, choices on
 * an axis, many axes. Knows nothing of what is drawn.
 */
@NullMarked
package dev.temper.report.sketch;

import org.jspecify.annotations.NullMarked;
