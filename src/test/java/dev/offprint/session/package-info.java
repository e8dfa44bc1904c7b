/** What the rules of a session hold. Start with {@code Life}, which lives one by events. */
@NullMarked
package dev.offprint.session;

import org.jspecify.annotations.NullMarked;
