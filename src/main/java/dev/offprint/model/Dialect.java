package dev.offprint.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.offprint.engine.Prompt;

/**
 * One protocol that model servers speak: how a question is put, and what an answer says of itself.
 * The words go through langchain4j; what the guard and the books need is read from the bytes,
 * because langchain4j keeps neither errors inside a stream nor all counts.
 */
interface Dialect {
  /** How an answer ended. */
  enum Ending {
    /** By itself. */
    WHOLE,
    /** At the limit of its tokens; it can be continued. */
    LENGTH,
    /** The model or a filter declined. */
    DECLINED,
    /** Without the end that the protocol promises. */
    CUT
  }

  /** The form in which the first question goes out. */
  Form form();

  StreamingChatModel streaming(GuardedHttp http);

  ChatModel blocking(GuardedHttp http);

  /**
   * @param limit tokens of the answer at most, thoughts included
   * @param session what the call is for, so that a cache finds its own; empty for nothing
   */
  ChatRequest request(Prompt prompt, Form form, int limit, String session);

  /** A request as langchain4j wrote it, with what langchain4j cannot say. */
  default String completed(String request) {
    return request;
  }

  /** Reads one event of a stream, or a whole answer. */
  void hear(JsonNode event, Heard heard);

  Ending ending(Heard heard);
}
