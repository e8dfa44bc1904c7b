/**
 * A session in a terminal: messages drawn as text of the terminal's width, one live line while the
 * work goes on, and what the person types. Start with {@link TerminalChat} and {@link Keyboard}.
 * Names the JDK and the engine only; no escape sequence reaches anything but a terminal.
 */
@NullMarked
package dev.offprint.chat.terminal;

import org.jspecify.annotations.NullMarked;
