package dev.offprint.chat.slack;

/**
 * A message of a conversation.
 *
 * @param thread the first message of its thread; itself where it is in none or is the first
 */
public record At(Room room, String ts, String thread) {}
