package dev.offprint.document;

import dev.offprint.engine.Documents.Picture;
import dev.offprint.session.Architecture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.core.DiagramDescription;

/** Draws diagrams with PlantUML, which here reads no file, no address and no environment. */
final class Drawing {
  static {
    // Read once, when PlantUML starts; nothing else in the program names it.
    System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
    System.setProperty("java.awt.headless", "true");
  }

  private Drawing() {}

  static List<Picture> of(Architecture architecture) {
    List<Picture> pictures = new ArrayList<>();
    if (!architecture.classes().boxes().isEmpty()) {
      pictures.add(picture("classes", Diagrams.plantClasses(architecture.classes())));
    }
    if (!architecture.sequence().arrows().isEmpty()) {
      pictures.add(picture("sequence", Diagrams.plantSequence(architecture.sequence())));
    }
    return pictures;
  }

  private static Picture picture(String name, String source) {
    return new Picture(
        name,
        drawn(source, FileFormat.PNG),
        new String(drawn(source, FileFormat.SVG), StandardCharsets.UTF_8));
  }

  private static byte[] drawn(String source, FileFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      DiagramDescription drawn =
          new SourceStringReader(source).outputImage(out, new FileFormatOption(format));
      // PlantUML draws its complaints instead of throwing them.
      if (drawn == null || drawn.getDescription().contains("Error")) {
        throw new IllegalStateException("the diagram could not be drawn");
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("drawing in memory cannot fail", impossible);
    }
    return out.toByteArray();
  }
}
