// @ts-check
/** Test counts out of the JSON reports of vitest and Playwright. */
import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts} one @param {Counts} other @returns {Counts} */
export function sum(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/**
 * Like `12 passed, 0 failed, 1 skipped`; what was skipped is only named when there is some.
 * @param {Counts} counts
 */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A report that says nothing of failures beside an exit code that does means that something broke
 * before its tests could run: that is one failure.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
export function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {unknown} value */
function number(value) {
  return typeof value === 'number' ? value : 0;
}

/**
 * @param {string} file
 * @returns {Promise<any>} an empty object when there is no report
 */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} file of vitest's json reporter @returns {Promise<Counts>} */
export async function vitestCounts(file) {
  const report = await readReport(file);
  return {
    passed: number(report.numPassedTests),
    failed: number(report.numFailedTests),
    skipped: number(report.numPendingTests) + number(report.numTodoTests),
  };
}

/** @param {string} file of Playwright's json reporter @returns {Promise<Counts>} */
export async function playwrightCounts(file) {
  const { stats = {}, errors = [] } = await readReport(file);
  return {
    passed: number(stats.expected) + number(stats.flaky),
    failed: number(stats.unexpected) + errors.length,
    skipped: number(stats.skipped),
  };
}
