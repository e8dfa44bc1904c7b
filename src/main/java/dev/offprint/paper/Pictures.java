package dev.offprint.paper;

import dev.offprint.engine.Papers.Drawing;
import dev.offprint.engine.Papers.Drawn;
import dev.offprint.session.Paper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws pages and parts of them; only {@link PdfChild} does that. */
final class Pictures {
  /** In pixels for a point: 180 dots an inch, at which small print can be read. */
  private static final float SCALE = 2.5f;

  /** In pixels of a page; a larger page is drawn smaller. */
  private static final float MOST_PIXELS = 9_000_000;

  /** In pixels of a side; models scale larger pictures down themselves. */
  private static final int LONGEST_SIDE = 2000;

  private static final int MOST_BASE64 = 24 * 1024 * 1024;

  Drawn draw(byte[] file, List<Paper.Region> regions) {
    try (PDDocument document = Loader.loadPDF(file)) {
      return new Drawn.Done(draw(document, regions));
    } catch (InvalidPasswordException locked) {
      return new Drawn.Undrawable(PdfReader.LOCKED);
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      return new Drawn.Undrawable(PdfReader.BROKEN);
    }
  }

  private static List<Drawing> draw(PDDocument document, List<Paper.Region> regions)
      throws IOException {
    Map<Integer, List<Paper.Region>> byPage = new HashMap<>();
    regions.forEach(
        region -> byPage.computeIfAbsent(region.page(), page -> new ArrayList<>()).add(region));
    Map<Paper.Region, Drawing> drawn = new HashMap<>();
    int written = 0;
    for (Map.Entry<Integer, List<Paper.Region>> entry : byPage.entrySet()) {
      int page = entry.getKey() - 1;
      if (page < 0 || page >= document.getNumberOfPages()) {
        continue;
      }
      float scale = scale(document.getPage(page), SCALE);
      BufferedImage whole = page(document, page, scale, ImageType.RGB);
      for (Paper.Region region : entry.getValue()) {
        String png = part(whole, region, scale);
        written += png.length();
        if (!png.isEmpty() && written <= MOST_BASE64) {
          drawn.put(region, new Drawing(region, png));
        }
      }
    }
    return regions.stream().filter(drawn::containsKey).map(drawn::get).toList();
  }

  /** A whole page. */
  static BufferedImage page(PDDocument document, int page, float scale, ImageType type)
      throws IOException {
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    return renderer.renderImage(page, scale, type);
  }

  /** The scale that is wanted, or a smaller one where the page would be too large for it. */
  static float scale(PDPage page, float wanted) {
    double points = (double) page.getCropBox().getWidth() * page.getCropBox().getHeight();
    return (float) Math.min(wanted, Math.sqrt(MOST_PIXELS / Math.max(1, points)));
  }

  private static String part(BufferedImage page, Paper.Region region, float scale)
      throws IOException {
    int x0 = Math.clamp(Math.round(region.x0() * scale), 0, page.getWidth());
    int y0 = Math.clamp(Math.round(region.y0() * scale), 0, page.getHeight());
    int x1 = Math.clamp(Math.round(region.x1() * scale), 0, page.getWidth());
    int y1 = Math.clamp(Math.round(region.y1() * scale), 0, page.getHeight());
    if (x1 - x0 < 2 || y1 - y0 < 2) {
      return "";
    }
    BufferedImage part = page.getSubimage(x0, y0, x1 - x0, y1 - y0);
    int longest = Math.max(part.getWidth(), part.getHeight());
    if (longest > LONGEST_SIDE) {
      part = smaller(part, (float) LONGEST_SIDE / longest);
    }
    return Base64.getEncoder().encodeToString(png(part));
  }

  private static BufferedImage smaller(BufferedImage image, float by) {
    int width = Math.max(1, Math.round(image.getWidth() * by));
    int height = Math.max(1, Math.round(image.getHeight() * by));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        java.awt.RenderingHints.KEY_INTERPOLATION,
        java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }

  static byte[] png(BufferedImage image) throws IOException {
    ImageIO.setUseCache(false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
