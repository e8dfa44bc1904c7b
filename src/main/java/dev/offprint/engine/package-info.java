/**
 * What carries a session: every change goes through the Inbox, every effect through the Worker,
 * every post through the Outbox. The interfaces here are the ports that adapters implement. Start
 * with {@code Inbox} and {@code Worker}. No adapter, no SDK and no SQL may be named here.
 */
@NullMarked
package dev.offprint.engine;

import org.jspecify.annotations.NullMarked;
