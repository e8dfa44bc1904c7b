package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Tree;

/** The files of a repository, and the plan and specifications that they are written from. */
public record Written(BlobId plan, BlobId specified, Tree tree) {}
