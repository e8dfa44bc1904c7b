/**
 * Slack, over Bolt's Socket Mode and the Web API. Start with {@code SlackConnection} (what we
 * hear), {@code SlackChat} (what we say) and {@code SlackApi} (how every request ends). Nothing
 * else in the program names Slack's library, and no text of a model, a paper or a person leaves
 * here but as plain text.
 */
@NullMarked
package dev.offprint.chat.slack;

import org.jspecify.annotations.NullMarked;
