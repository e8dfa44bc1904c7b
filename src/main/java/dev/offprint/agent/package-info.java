/**
 * The agents: each makes a prompt, reads the answer into a checked value and never believes it
 * beyond that. Start with {@code PaperCoderStages}; {@code Templates} names every prompt with its
 * variables, {@code Calls} is the one way to a model, {@code Shape} says what an answer looks like.
 * No provider, no file system beyond the prompts, no other adapter may enter.
 */
@NullMarked
package dev.offprint.agent;

import org.jspecify.annotations.NullMarked;
