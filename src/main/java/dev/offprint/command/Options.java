package dev.offprint.command;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about opening the house.
 *
 * @param model {@code provider:model} for every role; null: as configured
 * @param looking only to look, which may be done while another process works
 */
public record Options(@Nullable String model, boolean looking) {
  public static final Options LOOKING = new Options(null, true);

  public Options(@Nullable String model) {
    this(model, false);
  }
}
