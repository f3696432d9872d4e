/**
 * What a run leaves behind: its folder, result.json, curves.csv, plots and the HTML report.
 *
 * <p>Describes results of the core; trains nothing and knows no engine. A chart is described once,
 * as a {@link dev.temper.report.Chart}, and drawn as PNG and as an interactive chart from that.
 */
@NullMarked
package dev.temper.report;

import org.jspecify.annotations.NullMarked;
