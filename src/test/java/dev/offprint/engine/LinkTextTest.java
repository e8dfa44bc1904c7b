package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTextTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.test/p.pdf, https://a.test/p.pdf",
    "https://openreview.net/forum?id=rJl-b3RcF7&noteId=x, https://openreview.net/forum?id=rJl-b3RcF7&noteId=x",
    "https://a.test/p.pdf?token=s3cret, https://a.test/p.pdf?token=…",
    "https://a.test/p.pdf?X-Amz-Signature=ab12&X-Amz-Expires=9#p2, https://a.test/p.pdf?X-Amz-Signature=…&X-Amz-Expires=…#p2",
    "https://a.test/p?id=7&sig=a%2Fb&amp;key=c, https://a.test/p?id=7&sig=…&key=…",
    "https://a.test/p?dGhpcyBpcyBhIGtleQ, https://a.test/p?…",
    "https://a.test/p?id=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0, https://a.test/p?id=…",
    "https://ada:pass@a.test/p.pdf, https://a.test/p.pdf"
  })
  void ofAQueryOnlyWhatNamesADocumentIsShown(String address, String shown) {
    assertThat(LinkText.of(URI.create(address))).isEqualTo(shown);
  }

  @Test
  void addressesWithinWordsAreShownAlike() {
    assertThat(LinkText.in("see https://a.test/p?token=x, then http://b.test/?id=1 (why?)"))
        .isEqualTo("see https://a.test/p?token=… then http://b.test/?id=1 (why?)");
  }
}
