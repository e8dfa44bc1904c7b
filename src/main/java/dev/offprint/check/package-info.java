/**
 * The gates on a generated repository. Start with {@link dev.offprint.check.PythonChecks}; the
 * gates themselves are one Python script, {@code check/checker.py}, of the standard library only.
 * The code under check is parsed in a process of its own; nothing in here may import or run it.
 */
@NullMarked
package dev.offprint.check;

import org.jspecify.annotations.NullMarked;
