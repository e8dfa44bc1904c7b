package dev.offprint.model;

import dev.offprint.engine.Models;
import dev.offprint.engine.Prompt;
import dev.offprint.engine.Reply;

/** One model that answers prompts; several threads may call at once. */
interface TextModel extends AutoCloseable {
  Reply call(Prompt prompt, Models.Call call) throws Models.CallFailed;

  @Override
  void close();
}
