package dev.offprint.model;

import java.net.URI;

/**
 * A model's file: what it must be to the byte, and where it can be had.
 *
 * @param model the model's name
 * @param sha256 in hexadecimal
 * @param licence by its short name
 * @param home where its makers publish it
 * @param parts Python packages that hold the same bytes
 */
record ModelFile(
    String model, String name, long bytes, String sha256, String licence, URI home, Parts parts) {

  /** Packages {@code name1 … nameN}; joined in order, the data in them is the file. */
  record Parts(String name, String version, int count) {}
}
