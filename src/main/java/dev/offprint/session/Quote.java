package dev.offprint.session;

/** Words of the paper: sentence number and page from 1, the section's heading as printed. */
public record Quote(int sentence, String text, String section, int page) {}
