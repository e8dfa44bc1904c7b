/**
 * The rules of a session: what it is, what can happen to it, what follows. Start with {@code
 * Lifecycle} and {@link dev.offprint.session.State}. Pure: the JDK only, no clock, no input or
 * output; nothing else of Offprint may be named here.
 */
@NullMarked
package dev.offprint.session;

import org.jspecify.annotations.NullMarked;
