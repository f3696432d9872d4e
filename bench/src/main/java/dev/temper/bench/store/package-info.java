/**
 * How fast study stores are: reports of many threads and processes at once, and the opening of a
 * large study.
 */
@NullMarked
package dev.temper.bench.store;

import org.jspecify.annotations.NullMarked;
