/**
 * Studies that last: the study store on SQLite and PostgreSQL, and search spaces and configurations
 * as JSON.
 *
 * <p>Knows nothing of who trains and of how values are chosen.
 */
@NullMarked
package dev.temper.store;

import org.jspecify.annotations.NullMarked;
