package dev.offprint.paper;

import dev.offprint.engine.Papers.Spoken;
import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Passage;
import dev.offprint.session.Paper.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds sentences that speak to whoever reads by machine instead of to people. Their words are
 * replaced, so that the numbers of all other sentences stay.
 */
final class Instructions {
  static final String REPLACED = "[Left out: this passage speaks to programs that read papers.]";

  private static final String READER =
      "(?:AI|A\\.I\\.|LLMs?|GPT\\S*|ChatGPT|Claude|Gemini|chat ?bots?|(?:large )?language models?|(?:AI|automated|LLM|machine) (?:reviewers?|assistants?|agents?|models?|systems?|readers?))";
  private static final String PAST =
      "(?:previous|prior|earlier|above|preceding|foregoing|other|system|original|existing|your)";

  private static final List<Pattern> SIGNS =
      List.of(
          sign(
              "\\b(?:ignore|disregard|forget|override|bypass|do not follow)\\b.{0,30}\\b"
                  + PAST
                  + "\\b.{0,20}\\b(?:instructions?|prompts?|directions|rules|guidelines|messages|context|guardrails|checks)\\b"),
          sign(
              "\\b(?:ignore|disregard|forget) (?:all|everything|any) (?:of )?(?:the )?(?:above|before)\\b"),
          sign(
              "\\byou are (?:now|no longer|an?|in) .{0,20}\\b(?:mode|assistant|unrestricted|jailbroken|"
                  + READER
                  + ")\\b"),
          sign("\\bas an? " + READER + ",? (?:you|please|it is your|do not|your)\\b"),
          sign("\\b(?:if|when|since) you(?: are|'re|’re) (?:an? )?" + READER),
          sign(
              "\\b(?:note|notice|message|instructions?|attention|warning|dear|hey|hello)\\b.{0,12}\\b(?:to|for|all|any)?\\s*"
                  + READER
                  + "\\s*[:,.!—-]"),
          sign(
              "^\\W*"
                  + READER
                  + "\\s*[:,] *(?:please|you|do|give|ignore|write|output|always|never|recommend|return|rate|answer|reply)\\b"),
          sign(
              "\\b(?:give|write|recommend|provide|produce|output|return|submit) .{0,25}\\b(?:positive (?:review|evaluation|assessment|feedback)|strong accept\\b|acceptance of this (?:paper|manuscript))"),
          sign(
              "\\b(?:give|rate|score|assign|award) (?:this|the) (?:paper|submission|manuscript|work|article)\\b.{0,20}\\b(?:highest|maximum|top|high|10)\\b"),
          sign(
              "\\bdo not (?:highlight|mention|report|reveal|tell|disclose|list) .{0,40}\\b(?:negatives?|weakness(?:es)?|limitations? of this paper|this instruction|these instructions|the user|the requester)\\b"),
          sign(
              "\\b(?:reply|respond|answer) (?:only )?(?:with|by) (?:only )?(?:the )?(?:text|word|words|phrase|string|exactly|\"|“|'|‘|[A-Z]{3,}-?\\d)"),
          sign(
              "\\b(?:reveal|print|repeat|output|leak) .{0,20}\\b(?:system prompt|hidden prompt|your (?:instructions|prompt)|api keys?|environment variables)\\b"),
          sign(
              "<\\|?(?:im_start|im_end|system|user|assistant|endoftext|eot_id)\\|?>|\\[/?INST\\]|<<SYS>>"),
          sign("[\"“”']role[\"“”']\\s*:\\s*[\"“”'](?:system|assistant|user|developer)"),
          sign(
              "\\bthe (?:bot|assistant|agent|model|program) (?:must|should|shall|has to) .{0,40}\\b(?:post|send|invite|delete|upload|execute|run|skip|reveal|mention)\\b"),
          sign(
              "\\bthe user has .{0,20}\\b(?:rights|permission|privileges)\\b|\\bskip all checks\\b|\\bmaintenance mode\\b"),
          sign(
              "\\bos\\.system\\s*\\(|\\bcurl\\s+\\S+\\s*\\|\\s*(?:ba)?sh\\b|\\b(?:wget|curl)\\s+https?://\\S+\\s*(?:-O-?\\s*)?\\|"),
          sign(
              "\\b(?:repository|code|program|package|script|project)\\b.{0,20}\\b(?:must|should|shall|has to)\\b.{0,40}(?:\\.\\./|~/|/etc/|/root/)"),
          sign(
              "\\bos\\.environ\\b.{0,60}\\b(?:to|http|post|send|upload)\\b|@(?:everyone|channel|here)\\b|\\bdiscord\\.gg/"));

  private static final int MOST = 100;

  private Instructions() {}

  private static Pattern sign(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }

  static boolean spoken(String text) {
    return SIGNS.stream().anyMatch(sign -> sign.matcher(text).find());
  }

  /**
   * The paper with such passages replaced wherever they stand, and listed; its facts are those of
   * what is left.
   */
  static Paper without(Paper paper) {
    List<Passage> found = new ArrayList<>(paper.passages());
    List<Sentence> sentences = new ArrayList<>();
    for (Sentence sentence : paper.sentences()) {
      String text = clean(sentence.text(), sentence.page(), found);
      sentences.add(new Sentence(sentence.number(), sentence.page(), text));
    }
    List<Paper.Section> sections = new ArrayList<>();
    for (Paper.Section section : paper.sections()) {
      String heading = clean(section.heading(), section.page(), found);
      sections.add(
          new Paper.Section(
              section.number(),
              heading,
              section.level(),
              section.page(),
              section.first(),
              section.last()));
    }
    List<Paper.Caption> captions = new ArrayList<>();
    for (Paper.Caption caption : paper.captions()) {
      // Its words are sentences too, and listed there.
      String text = spoken(caption.text()) ? REPLACED : caption.text();
      captions.add(new Paper.Caption(caption.kind(), caption.label(), text, caption.page()));
    }
    List<Paper.Reference> references = new ArrayList<>();
    for (Paper.Reference reference : paper.references()) {
      String text = clean(reference.text(), paper.pages(), found);
      references.add(new Paper.Reference(reference.label(), text));
    }
    List<Paper.Exhibit> exhibits = paper.exhibits().stream().map(Instructions::clean).toList();
    return new Paper(
        clean(paper.title(), 1, found),
        paper.authors().stream().filter(author -> !spoken(author)).toList(),
        spoken(paper.summary()) ? summary(paper, sentences) : paper.summary(),
        paper.pages(),
        sections,
        sentences,
        captions,
        references,
        paper.links(),
        paper.notes(),
        paper.language(),
        exhibits,
        found,
        StatedFacts.of(sentences, exhibits));
  }

  /** Words without such passages: looked for sentence by sentence, then in the whole. */
  static Spoken without(String words, int page) {
    List<Passage> found = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    for (String line : words.split("\n", -1)) {
      kept.append(kept.isEmpty() ? "" : "\n");
      for (String sentence : line.split("(?<=[.!?])\\s+", -1)) {
        boolean first = kept.isEmpty() || kept.charAt(kept.length() - 1) == '\n';
        kept.append(first ? "" : " ").append(clean(sentence, page, found));
      }
    }
    return new Spoken(clean(kept.toString(), page, found), found);
  }

  private static String clean(String text, int page, List<Passage> found) {
    if (!spoken(text)) {
      return text;
    }
    Passage passage = new Passage(Passage.Why.INSTRUCTION, page, brief(text));
    if (found.size() < MOST && !found.contains(passage)) {
      found.add(passage);
    }
    return REPLACED;
  }

  /** The summary is made of sentences; those that were replaced are left out of it. */
  private static String summary(Paper paper, List<Sentence> sentences) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences.size(); i++) {
      String before = paper.sentences().get(i).text();
      if (paper.summary().contains(before) && !sentences.get(i).text().equals(REPLACED)) {
        text.append(text.isEmpty() ? "" : " ").append(before);
      }
    }
    return text.toString();
  }

  private static Paper.Exhibit clean(Paper.Exhibit exhibit) {
    return switch (exhibit) {
      case Paper.Exhibit.Table table ->
          new Paper.Exhibit.Table(
              table.label(),
              table.rows().stream()
                  .map(row -> spoken(String.join(" ", row)) ? List.of(REPLACED) : row)
                  .toList(),
              table.first(),
              table.last(),
              table.region());
      case Paper.Exhibit.Figure figure ->
          new Paper.Exhibit.Figure(
              figure.label(), spoken(figure.words()) ? "" : figure.words(), figure.region());
      case Paper.Exhibit.Listing listing -> listing;
      case Paper.Exhibit.Equation equation -> equation;
    };
  }

  private static String brief(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
