package dev.offprint.model;

/** What all models of one server share. */
record Provider(Circuit circuit, Slots slots) {
  /**
   * @param parallel calls at once, of all sessions together
   */
  static Provider of(int parallel, Pace pace) {
    return new Provider(new Circuit(pace), new Slots(parallel));
  }

  /** A call was cancelled, and may be one that waits. */
  void stir() {
    circuit.stir();
    slots.stir();
  }
}
