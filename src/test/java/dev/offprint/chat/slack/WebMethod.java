package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One method of the Web API: it answers what goes beside {@code ok}, or refuses. */
interface WebMethod {
  ObjectNode answer(Caller caller, Params params);
}
