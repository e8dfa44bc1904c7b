package dev.offprint.paper;

import dev.offprint.engine.Json;
import dev.offprint.session.Paper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * Runs in the child JVM: a length and a file come in, what was read of it goes out as JSON; with
 * regions as the second argument, pictures of them. It ends by itself when its time is over or its
 * input ends, for its parent may be gone.
 */
final class PdfChild {
  private static final int LATE = 4;
  private static final int ORPHANED = 5;
  private static final int PATIENCE = 6;

  private PdfChild() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream answer = System.out;
    // A library that prints must not get between the lines of the answer.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    PaperSettings settings = Json.read(arguments[0], PaperSettings.class);
    // The parent watches the time worked; this is for a child whose parent is gone.
    watch("deadline", LATE, () -> Thread.sleep(settings.readTime().multipliedBy(PATIENCE)));
    DataInputStream in = new DataInputStream(System.in);
    int length = in.readInt();
    if (length < 0 || length > settings.largestFile()) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    byte[] file = in.readNBytes(length);
    watch(
        "parent",
        ORPHANED,
        () -> {
          while (in.read() >= 0) {
            // Nothing more is expected; the end is what counts.
          }
        });
    FontMappers.set(new OneFont());
    String done =
        arguments.length == 1
            ? Json.write(new PaperReader(settings).read(file))
            : Json.write(
                new Pictures().draw(file, Json.readList(arguments[1], Paper.Region.class)));
    answer.write(done.getBytes(StandardCharsets.UTF_8));
    answer.flush();
    Runtime.getRuntime().halt(answer.checkError() ? ORPHANED : 0);
  }

  private interface Wait {
    void until() throws IOException, InterruptedException;
  }

  private static void watch(String name, int code, Wait wait) {
    Thread thread =
        new Thread(
            () -> {
              try {
                wait.until();
              } catch (IOException | InterruptedException over) {
                // Either way there is nobody left to answer to.
              }
              Runtime.getRuntime().halt(code);
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
