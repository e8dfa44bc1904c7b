/**
 * The wiring: {@code Offprint} starts the program and is the only place that names adapters
 * together; {@code Config} is what is configured. No rule, no word for people and no work belongs
 * here.
 */
@NullMarked
package dev.offprint;

import org.jspecify.annotations.NullMarked;
