/**
 * The models: servers, each spoken to in its protocol (a {@code Dialect}) through langchain4j with
 * guarded HTTP, and one that runs inside this program, in a child JVM. Start with {@code
 * ConfiguredModels} (which model does the work), then {@code ServerModel} and {@code EmbeddedModel}
 * (one call). Retries live here, budget and journal do not. Nothing else in the program names
 * langchain4j or llama.
 */
@NullMarked
package dev.offprint.model;

import org.jspecify.annotations.NullMarked;
