package dev.offprint.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Paper.Passage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentMembershipDictionary;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.Test;

/** What a reader of the printed page sees of it, and what not: each page is drawn here. */
class SheetsTest {
  private static final String SEEN = "What everybody sees who looks at this page of the paper.";
  private static final String HIDDEN = "What nobody sees on this page of the paper.";
  private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  static {
    // The tests' fonts are not looked for on this machine.
    Files.bytes("odd/zero_bytes.pdf");
  }

  private interface Drawing {
    void on(PDDocument document, PDPageContentStream page) throws IOException;
  }

  private static Sheet sheet(Drawing drawing) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        drawing.on(document, content);
      }
      return new Sheets(100_000).sheet(page, 1);
    }
  }

  private static void write(PDPageContentStream page, float y, String text) throws IOException {
    page.beginText();
    page.setFont(FONT, 12);
    page.newLineAtOffset(100, y);
    page.showText(text);
    page.endText();
  }

  private static void fill(PDPageContentStream page, float y, float height) throws IOException {
    page.addRect(50, y, 500, height);
    page.fill();
  }

  private static PDImageXObject picture(PDDocument document, int type) throws IOException {
    BufferedImage image = new BufferedImage(20, 20, type);
    image.setRGB(3, 3, 0x80ffffff);
    return LosslessFactory.createFromImage(document, image);
  }

  private static String text(Sheet sheet) {
    return sheet.glyphs().stream().map(Glyph::text).collect(Collectors.joining());
  }

  private static void assertHidden(Sheet sheet, Passage.Why why) {
    assertThat(text(sheet)).isEqualTo(SEEN);
    assertThat(sheet.hidden()).containsExactly(new Passage(why, 1, HIDDEN));
  }

  private static void assertAllSeen(Sheet sheet) {
    assertThat(text(sheet)).contains(SEEN).contains(HIDDEN);
    assertThat(sheet.hidden()).isEmpty();
  }

  @Test
  void textUnderAnAreaIsNotSeen() throws IOException {
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
              page.setNonStrokingColor(Color.LIGHT_GRAY);
              fill(page, 490, 30);
            }),
        Passage.Why.COVERED);
  }

  @Test
  void textUnderAPictureIsNotSeen() throws IOException {
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
              page.drawImage(picture(document, BufferedImage.TYPE_INT_RGB), 50, 450, 500, 100);
            }),
        Passage.Why.COVERED);
  }

  @Test
  void textOverAnAreaIsSeen() throws IOException {
    assertAllSeen(
        sheet(
            (document, page) -> {
              page.setNonStrokingColor(Color.LIGHT_GRAY);
              fill(page, 490, 30);
              page.setNonStrokingColor(Color.BLACK);
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
            }));
  }

  @Test
  void textUnderAPictureWithHolesIsSeen() throws IOException {
    assertAllSeen(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
              page.drawImage(picture(document, BufferedImage.TYPE_INT_ARGB), 50, 450, 500, 100);
            }));
  }

  @Test
  void textThatIsMarkedOrShinesThroughIsSeen() throws IOException {
    for (boolean marked : new boolean[] {true, false}) {
      assertAllSeen(
          sheet(
              (document, page) -> {
                write(page, 700, SEEN);
                write(page, 500, HIDDEN);
                PDExtendedGraphicsState ink = new PDExtendedGraphicsState();
                if (marked) {
                  ink.setBlendMode(BlendMode.MULTIPLY);
                } else {
                  ink.setNonStrokingAlphaConstant(0.5f);
                }
                page.setGraphicsStateParameters(ink);
                page.setNonStrokingColor(Color.YELLOW);
                fill(page, 490, 30);
              }));
    }
  }

  @Test
  void textUnderAnAreaThatIsOnlyFramedIsSeen() throws IOException {
    assertAllSeen(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
              page.addRect(50, 490, 500, 30);
              page.stroke();
            }));
  }

  @Test
  void textUnderAPathThatIsNoRectangleIsSeen() throws IOException {
    assertAllSeen(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              write(page, 500, HIDDEN);
              page.moveTo(50, 450);
              page.lineTo(550, 450);
              page.lineTo(300, 550);
              page.fill();
            }));
  }

  @Test
  void textOutsideTheClipIsNotSeen() throws IOException {
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              page.saveGraphicsState();
              page.addRect(50, 100, 500, 100);
              page.clip();
              write(page, 500, HIDDEN);
              page.restoreGraphicsState();
            }),
        Passage.Why.OUTSIDE);
  }

  @Test
  void textInsideTheClipIsSeen() throws IOException {
    assertAllSeen(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              page.saveGraphicsState();
              page.addRect(50, 490, 500, 100);
              page.clip();
              write(page, 500, HIDDEN);
              page.restoreGraphicsState();
            }));
  }

  @Test
  void textWithoutInkIsNotSeen() throws IOException {
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              page.beginText();
              page.setRenderingMode(RenderingMode.NEITHER);
              page.endText();
              write(page, 500, HIDDEN);
            }),
        Passage.Why.INVISIBLE);
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              PDExtendedGraphicsState glass = new PDExtendedGraphicsState();
              glass.setNonStrokingAlphaConstant(0f);
              page.setGraphicsStateParameters(glass);
              write(page, 500, HIDDEN);
            }),
        Passage.Why.INVISIBLE);
  }

  @Test
  void whiteTextIsSeenOnADarkAreaAlone() throws IOException {
    Drawing dark =
        (document, page) -> {
          write(page, 700, SEEN);
          page.setNonStrokingColor(Color.BLUE);
          fill(page, 490, 30);
          page.setNonStrokingColor(Color.WHITE);
          write(page, 500, HIDDEN);
        };
    assertAllSeen(sheet(dark));
    assertHidden(
        sheet(
            (document, page) -> {
              write(page, 700, SEEN);
              page.setNonStrokingColor(Color.WHITE);
              write(page, 500, HIDDEN);
            }),
        Passage.Why.WHITE);
  }

  @Test
  void textLayerOfAScanIsTakenAndMarked() throws IOException {
    for (boolean under : new boolean[] {true, false}) {
      Sheet scan =
          sheet(
              (document, page) -> {
                if (under) {
                  write(page, 500, HIDDEN);
                }
                page.drawImage(picture(document, BufferedImage.TYPE_INT_RGB), 0, 0, 612, 792);
                if (!under) {
                  page.beginText();
                  page.setRenderingMode(RenderingMode.NEITHER);
                  page.endText();
                  write(page, 500, HIDDEN);
                }
              });
      assertThat(text(scan)).isEqualTo(HIDDEN);
      assertThat(scan.recognised()).isTrue();
      assertThat(scan.picture()).isFalse();
      assertThat(scan.hidden()).isEmpty();
    }
  }

  @Test
  void invisibleTextOnAPageThatShowsTextIsNoLayerOfAScan() throws IOException {
    Sheet sheet =
        sheet(
            (document, page) -> {
              page.drawImage(picture(document, BufferedImage.TYPE_INT_RGB), 0, 0, 612, 792);
              write(page, 700, SEEN);
              page.beginText();
              page.setRenderingMode(RenderingMode.NEITHER);
              page.endText();
              write(page, 500, HIDDEN);
            });
    assertHidden(sheet, Passage.Why.INVISIBLE);
    assertThat(sheet.recognised()).isFalse();
  }

  @Test
  void pageThatIsNothingButAPictureIsOne() throws IOException {
    Sheet sheet =
        sheet(
            (document, page) ->
                page.drawImage(picture(document, BufferedImage.TYPE_INT_RGB), 0, 0, 612, 792));
    assertThat(sheet.picture()).isTrue();
    assertThat(sheet.recognised()).isFalse();
    assertThat(
            sheet(
                    (document, page) ->
                        page.drawImage(
                            picture(document, BufferedImage.TYPE_INT_RGB), 0, 0, 300, 300))
                .picture())
        .isFalse();
  }

  private static Sheet layered(boolean on, Drawing drawing) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDOptionalContentProperties layers = new PDOptionalContentProperties();
      PDOptionalContentGroup layer = new PDOptionalContentGroup("notes");
      layers.addGroup(layer);
      layers.setGroupEnabled(layer, on);
      document.getDocumentCatalog().setOCProperties(layers);
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        write(content, 500, SEEN);
        content.beginMarkedContent(COSName.OC, layer);
        drawing.on(document, content);
        content.endMarkedContent();
      }
      return new Sheets(100_000, new Layers(layers)).sheet(page, 1);
    }
  }

  @Test
  void aLayerThatIsOffIsNotSeen() throws IOException {
    assertHidden(layered(false, (document, page) -> write(page, 400, HIDDEN)), Passage.Why.LAYER);
    assertAllSeen(layered(true, (document, page) -> write(page, 400, HIDDEN)));
  }

  @Test
  void whatStandsInAMarkWithinALayerThatIsOffIsNotSeen() throws IOException {
    Sheet sheet =
        layered(
            false,
            (document, page) -> {
              page.beginMarkedContent(COSName.P);
              write(page, 400, HIDDEN);
              page.endMarkedContent();
            });
    assertHidden(sheet, Passage.Why.LAYER);
  }

  @Test
  void aPictureOnALayerThatIsOffHidesNothing() throws IOException {
    Sheet sheet =
        layered(
            false,
            (document, page) ->
                page.drawImage(picture(document, BufferedImage.TYPE_INT_RGB), 50, 450, 500, 100));
    assertThat(text(sheet)).isEqualTo(SEEN);
    assertThat(sheet.hidden()).isEmpty();
  }

  @Test
  void layersTogetherAreOffAsTheirPolicySays() {
    PDOptionalContentProperties layers = new PDOptionalContentProperties();
    PDOptionalContentGroup on = new PDOptionalContentGroup("on");
    PDOptionalContentGroup off = new PDOptionalContentGroup("off");
    layers.addGroup(on);
    layers.addGroup(off);
    layers.setGroupEnabled(off, false);
    Layers known = new Layers(layers);
    PDOptionalContentMembershipDictionary both = new PDOptionalContentMembershipDictionary();
    both.setOCGs(List.of(on, off));
    Map<COSName, Boolean> hidden =
        Map.of(
            COSName.ANY_ON, false,
            COSName.ALL_ON, true,
            COSName.ANY_OFF, false,
            COSName.ALL_OFF, true);
    hidden.forEach(
        (policy, expected) -> {
          both.setVisibilityPolicy(policy);
          assertThat(known.off(both)).as(policy.getName()).isEqualTo(expected);
        });
    assertThat(known.off(on)).isFalse();
    assertThat(known.off(off)).isTrue();
    assertThat(Layers.NONE.off(off)).isFalse();
  }
}
