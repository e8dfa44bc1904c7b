package dev.offprint.paper;

import dev.offprint.engine.ChildJvm;
import dev.offprint.engine.Json;
import dev.offprint.session.Paper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * Runs in the child JVM. One task and one file come in, each after its length: with an empty task
 * what was read of the file goes out as JSON, with regions as the task pictures of them. Then it
 * ends; also when its time is over or its input ends, for its parent may be gone. Until something
 * comes it reads a page of the sample, so that the code is loaded when it is wanted.
 */
final class PdfChild {
  private static final int LATE = 4;
  private static final int ORPHANED = 5;
  private static final int LARGEST_TASK = 1024 * 1024;

  private PdfChild() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream answer = System.out;
    // A library that prints must not get between the lines of the answer.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    PaperSettings settings = Json.read(arguments[0], PaperSettings.class);
    FontMappers.set(new OneFont());
    DataInputStream in = new DataInputStream(System.in);
    if (in.available() == 0) {
      rehearse(settings);
    }
    String task = new String(taken(in, LARGEST_TASK), StandardCharsets.UTF_8);
    // The parent watches the time worked; this is for a child whose parent is gone.
    watch(
        "deadline", LATE, () -> Thread.sleep(settings.readTime().multipliedBy(ChildJvm.PATIENCE)));
    byte[] file = taken(in, settings.largestFile());
    watch(
        "parent",
        ORPHANED,
        () -> {
          while (in.read() >= 0) {
            // Nothing more is expected; the end is what counts.
          }
        });
    String done =
        task.isEmpty()
            ? Json.write(new PaperReader(settings).read(file))
            : Json.write(new Pictures().draw(file, Json.readList(task, Paper.Region.class)));
    answer.write(done.getBytes(StandardCharsets.UTF_8));
    answer.flush();
    Runtime.getRuntime().halt(answer.checkError() ? ORPHANED : 0);
  }

  /** What follows its length; where the input ends before, there is nobody to answer. */
  private static byte[] taken(DataInputStream in, int most) throws IOException {
    try {
      int length = in.readInt();
      if (length >= 0 && length <= most) {
        return in.readNBytes(length);
      }
    } catch (EOFException gone) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    Runtime.getRuntime().halt(ORPHANED);
    return new byte[0];
  }

  private static void rehearse(PaperSettings settings) throws IOException {
    try (InputStream sample =
        PdfChild.class.getResourceAsStream("/sample/rescience-food-chain-chaos.pdf")) {
      if (sample != null) {
        Json.write(new PaperReader(settings.withPages(1)).read(sample.readAllBytes()));
        System.gc();
      }
    }
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
