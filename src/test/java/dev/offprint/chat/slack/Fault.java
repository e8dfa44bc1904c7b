package dev.offprint.chat.slack;

import java.util.concurrent.CountDownLatch;

/** What goes wrong with one call of the Web API. */
public sealed interface Fault {
  /** An answer that is none; nothing happened. */
  record Status(int code) implements Fault {}

  /** Too many calls; nothing happened. */
  record Limited(int seconds) implements Fault {}

  /** Slack's own word for an error; nothing happened. */
  record Refused(String error) implements Fault {}

  /** The connection ends before anything happened. */
  record Cut() implements Fault {}

  /** It happened, and the connection ends before the answer. */
  record LostReply() implements Fault {}

  /** It happened, and half the answer comes. */
  record HalfReply() implements Fault {}

  /** It happened; the answer waits until the latch is open. */
  record Slow(CountDownLatch until) implements Fault {}
}
