package dev.offprint.model;

import java.util.Locale;

/** {@code provider:model}, as people write it. */
record ModelName(String provider, String model) {
  static final String EMBEDDED = "embedded";

  /**
   * @throws IllegalArgumentException with words for people
   */
  static ModelName parse(String text) {
    int colon = text.indexOf(':');
    String provider = (colon < 0 ? text : text.substring(0, colon)).strip();
    String model = colon < 0 ? "" : text.substring(colon + 1).strip();
    if (provider.isEmpty() || (model.isEmpty() && !provider.equals(EMBEDDED))) {
      throw new IllegalArgumentException(
          "A model is named provider:model, such as openai:gpt-6.2-sol, or just embedded; this is not: "
              + text);
    }
    return new ModelName(provider.toLowerCase(Locale.ROOT), model);
  }

  boolean embedded() {
    return provider.equals(EMBEDDED);
  }

  @Override
  public String toString() {
    return model.isEmpty() ? provider : provider + ":" + model;
  }
}
