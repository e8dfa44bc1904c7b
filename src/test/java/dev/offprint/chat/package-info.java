/** What every chat must do: start with {@link ChatContract} and {@link ThreadContract}. */
@NullMarked
package dev.offprint.chat;

import org.jspecify.annotations.NullMarked;
