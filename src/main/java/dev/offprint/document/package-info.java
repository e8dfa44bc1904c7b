/**
 * Plans and ledgers as files: {@code plan.md}, {@code plan.yaml} and back, diagrams, and what
 * Offprint itself writes into the repository. Start with {@link
 * dev.offprint.document.PlanDocuments}. All text of a paper, a model or a person goes through
 * {@link dev.offprint.document.Escape} on its way into a file; no model and no file system is named
 * here.
 *
 * <p>What the repository's {@code main.py} leaves in {@code outputs/results.json}, agreed with
 * {@code compare.py} and {@code tests/test_smoke.py}:
 *
 * <pre>{@code
 * {"synthetic": true,                  // whether the run used made-up data (always with --smoke)
 *  "results": {"T1": 0.123},           // a number for each target that was measured
 *  "not_run": {"T2": "needs a GPU"}}   // a reason for each other target
 * }</pre>
 *
 * <p>Files of the dataset {@code D1} are looked for in the folder {@code data/D1/}.
 */
@NullMarked
package dev.offprint.document;

import org.jspecify.annotations.NullMarked;
