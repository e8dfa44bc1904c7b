package dev.offprint.command;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about opening the house.
 *
 * @param model {@code provider:model} for every role; null: as configured
 * @param serving whether the chats that are configured are opened
 * @param looking only to look, which may be done while another process works
 */
public record Options(@Nullable String model, boolean looking, boolean serving) {
  public static final Options LOOKING = new Options(null, true, false);

  public Options(@Nullable String model) {
    this(model, false, false);
  }

  /** For the chats that are configured. */
  public static Options serving(@Nullable String model) {
    return new Options(model, false, true);
  }
}
