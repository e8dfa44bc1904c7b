package dev.offprint.session;

/**
 * Names one effect of a session: the n-th that its rules have issued, from 1. The same stage issued
 * again has a new key.
 */
public record EffectKey(SessionId session, int n) {
  public EffectKey {
    if (n < 1) {
      throw new IllegalArgumentException("effects are counted from 1: " + n);
    }
  }

  @Override
  public String toString() {
    return session.value() + "#" + n;
  }
}
