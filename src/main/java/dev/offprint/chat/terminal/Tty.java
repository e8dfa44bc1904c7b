package dev.offprint.chat.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What can be found out about the terminal of this process. */
final class Tty {
  private static final int USUAL_WIDTH = 80;
  private static final int WIDEST = 120;

  private Tty() {}

  /** Whether both input and output are a terminal. */
  static boolean interactive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since 22 there may be a console without a terminal, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("the console does not say whether it is a terminal", broken);
    }
  }

  /** Columns, as the terminal says; text wider than 120 is hard to read. */
  static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] rowsAndColumns = said.strip().split(" ");
      int columns = rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : 0;
      return columns > 0 ? Math.min(columns, WIDEST) : USUAL_WIDTH;
    } catch (IOException | NumberFormatException noStty) {
      return USUAL_WIDTH;
    }
  }
}
