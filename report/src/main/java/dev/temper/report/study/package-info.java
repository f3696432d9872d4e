/**
 * What a study leaves behind: its page, plots, tables and result.json.
 *
 * <p>Reads trials and reports of the core; knows no store. Every chart is a {@link
 * dev.temper.report.sketch.Sketch}, the same on the page and as PNG.
 */
@NullMarked
package dev.temper.report.study;

import org.jspecify.annotations.NullMarked;
