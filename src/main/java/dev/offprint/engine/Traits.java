package dev.offprint.engine;

/**
 * What a model can do, as data.
 *
 * @param name {@code provider:model}
 * @param reader who gets to read the paper, in words for people
 * @param context tokens that prompt and answer share
 * @param output tokens of one answer at most
 * @param parallel calls at once
 * @param schema whether answers can be held to a JSON schema
 * @param compact a small model: short prefix, few and small questions
 * @param local whether the text stays on this machine
 * @param images whether it sees pictures
 */
public record Traits(
    String name,
    String reader,
    int context,
    int output,
    int parallel,
    boolean schema,
    boolean compact,
    boolean local,
    boolean images) {
  /** A model that sees no pictures. */
  public Traits(
      String name,
      String reader,
      int context,
      int output,
      int parallel,
      boolean schema,
      boolean compact,
      boolean local) {
    this(name, reader, context, output, parallel, schema, compact, local, false);
  }
}
