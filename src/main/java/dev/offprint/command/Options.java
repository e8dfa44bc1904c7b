package dev.offprint.command;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about opening the house.
 *
 * @param model {@code provider:model} for every role; null: as configured
 */
public record Options(@Nullable String model) {
  public static final Options NONE = new Options(null);
}
