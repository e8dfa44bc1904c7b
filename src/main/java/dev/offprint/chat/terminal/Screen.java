package dev.offprint.chat.terminal;

import dev.offprint.engine.PlainText;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where text is printed: lines that stay and, in a terminal, one line below them that changes. Safe
 * for use by several threads.
 */
public final class Screen {
  private static final String CLEAR = "\r\u001b[2K";

  private final Appendable out;
  private final boolean terminal;
  private final int width;
  private @Nullable String live;

  /**
   * @param terminal whether a person sits before it; otherwise no escape sequence is written
   * @param width columns, 40 or more
   */
  public Screen(Appendable out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = Math.max(40, width);
  }

  /** The screen of this process. */
  public static Screen ofProcess() {
    boolean terminal = Tty.interactive();
    return new Screen(System.out, terminal, terminal ? Tty.width() : 100);
  }

  public boolean terminal() {
    return terminal;
  }

  int width() {
    return width;
  }

  /** Prints lines above the live one. They are cleaned: nothing in them moves the cursor. */
  public synchronized void print(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    if (terminal && live != null) {
      text.append(CLEAR);
    }
    for (String line : lines) {
      text.append(PlainText.lines("." + line).substring(1).stripTrailing()).append('\n');
    }
    if (terminal && live != null) {
      text.append(live);
    }
    write(text);
  }

  /** Replaces the live line; does nothing where there is no terminal. */
  public synchronized void live(String line) throws IOException {
    if (terminal) {
      String clean = PlainText.clip(PlainText.line(line), width - 1);
      live = clean;
      write(CLEAR + clean);
    }
  }

  /** Takes the live line away. */
  public synchronized void still() throws IOException {
    if (terminal && live != null) {
      live = null;
      write(CLEAR);
    }
  }

  /** Asks for input on the last line, in place of the live one. */
  public synchronized void prompt(String words) throws IOException {
    if (terminal) {
      still();
      write(words);
    }
  }

  /** Gives the terminal away, to an editor: nothing is printed until it is back. */
  synchronized <T> T without(Away<T> away) throws IOException {
    still();
    return away.run();
  }

  /** What has the terminal to itself. */
  interface Away<T> {
    T run() throws IOException;
  }

  private void write(CharSequence text) throws IOException {
    out.append(text);
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
    if (out instanceof PrintStream stream && stream.checkError()) {
      throw new IOException("nobody reads what is printed any more");
    }
  }
}
