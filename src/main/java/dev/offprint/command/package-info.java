/**
 * What is typed after {@code offprint}: one class per command, ports only. Start with {@link
 * Commands}; {@link Reproduction} is the way of one session in a terminal.
 *
 * <p>Wiring: {@code Offprint.main} calls {@link Commands#run} with a function that opens the {@link
 * House} for the {@link Options} of the command line (which model, mostly): it reads the
 * configuration, opens the store and connects the parts, and throws {@link CannotOpen} with words
 * where it cannot. Nothing runs until {@link House.Work#start}. The command closes the house.
 */
@NullMarked
package dev.offprint.command;

import org.jspecify.annotations.NullMarked;
