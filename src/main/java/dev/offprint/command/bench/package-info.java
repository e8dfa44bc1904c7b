/**
 * The benchmark of the pipeline against PaperCoder's pattern of calls, both on one simulated model
 * server whose clock is virtual. Start at {@link dev.offprint.command.bench.Bench}. No real model,
 * no network and no clock of the machine may enter.
 */
@NullMarked
package dev.offprint.command.bench;

import org.jspecify.annotations.NullMarked;
