package dev.offprint.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Documents.Picture;
import dev.offprint.session.PlanFixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import net.sourceforge.plantuml.security.SecurityProfile;
import net.sourceforge.plantuml.security.SecurityUtils;
import org.junit.jupiter.api.Test;

/** Class and sequence diagram as pictures. */
class PicturesTest {
  private final PlanDocuments documents = new PlanDocuments();

  @Test
  void bothDiagramsAreDrawnWithTheirNames() throws IOException {
    List<Picture> pictures = documents.pictures(PlanFixtures.plan());
    assertThat(pictures).extracting(Picture::name).containsExactly("classes", "sequence");
    for (Picture picture : pictures) {
      assertThat(ImageIO.read(new ByteArrayInputStream(picture.png())).getWidth())
          .isGreaterThan(100);
      assertThat(picture.svg()).contains("Decay", "samples");
    }
    assertThat(pictures.getFirst().svg()).contains("__init__(self, rate: float)");
  }

  @Test
  void samePlanGivesTheSamePictures() {
    List<Picture> once = documents.pictures(PlanFixtures.plan());
    List<Picture> twice = documents.pictures(PlanFixtures.plan());
    for (int i = 0; i < once.size(); i++) {
      assertThat(twice.get(i).png()).isEqualTo(once.get(i).png());
      assertThat(twice.get(i).svg()).isEqualTo(once.get(i).svg());
    }
  }

  @Test
  void hostileNamesAreOnlyNames() {
    for (long seed = 0; seed < 12; seed++) {
      for (Picture picture : documents.pictures(PlanFixtures.wild(seed))) {
        assertThat(picture.svg())
            .as("seed " + seed)
            .doesNotContain("root:", System.getProperty("user.home"), "Syntax Error")
            .doesNotContain("<script", "href=");
      }
    }
  }

  @Test
  void drawingReadsNoFilesAndNoAddresses() {
    documents.pictures(PlanFixtures.plan());
    assertThat(SecurityUtils.getSecurityProfile()).isEqualTo(SecurityProfile.SANDBOX);
  }
}
