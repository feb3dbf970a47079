import { configValues } from '../../engine/compare/config-values.ts';
import type { ReviewedImage } from '../../engine/session/advice.ts';
import { findingsOf } from '../../engine/session/findings.ts';
import type { ReviewWork } from '../../engine/session/review.ts';
import { wasteOf } from '../../engine/session/waste.ts';
import type { Findings } from '../../../shared/model/findings.ts';
import { problemMessage } from '../../../shared/format/problem-message.ts';
import { CliFailure } from '../cli-failure.ts';
import { english, oneLine } from '../text.ts';
import type { CheckFacts } from './check-facts.ts';
import type { CheckRule } from './check-rule.ts';

/**
 * Finds out what rules ask for, and no more: contents are searched only where a rule is about them.
 *
 * @throws EngineError `cancelled`, CliFailure where a layer of one of the images cannot be read
 */
export async function checkFacts(
  rules: readonly CheckRule[],
  reviewed: ReviewedImage,
  baseline: ReviewedImage | null,
  work: ReviewWork,
): Promise<CheckFacts> {
  const { image, archive, read } = reviewed;
  const { signal } = work;
  requireWhole(reviewed, 'the image');
  if (baseline !== null) requireWhole(baseline, 'the baseline');
  const { waste } = await wasteOf(read, signal);
  const values = configValues(archive.documents, image.platform);
  const labels = new Map<string, string>();
  for (const [name, value] of values.get('labels') ?? []) {
    if (typeof value === 'string') labels.set(name, value);
  }
  const user = values.get('config')?.get('User');
  return {
    image,
    waste,
    findings: needsFindings(rules) ? await findingsIn(reviewed, work) : null,
    baselineBytes:
      baseline === null ? null : (await wasteOf(baseline.read, signal)).waste.storedBytes,
    labels,
    user: typeof user === 'string' ? user : '',
  };
}

function needsFindings(rules: readonly CheckRule[]): boolean {
  return rules.some(
    ({ name, limit }) =>
      (name === 'noSecrets' || name === 'highestLeftoverBytes') && limit.kind !== 'disabled',
  );
}

async function findingsIn(
  { image, archive, read }: ReviewedImage,
  { session, asJob }: ReviewWork,
): Promise<Findings> {
  const sayings = { image, documents: archive.documents };
  const known = await findingsOf(read, sayings, session.tasks, asJob);
  return known.findings;
}

/**
 * What layers that are missing or damaged hold nobody knows, so an image that has one can be judged by no rule: it would
 * pass for what could not be read.
 */
function requireWhole({ image, read }: ReviewedImage, name: string): void {
  const missing = image.layers.find(({ index }) => read.layers[index] === null);
  if (missing !== undefined) {
    throw new CliFailure(`${name} cannot be judged: layer ${missing.index} cannot be read`);
  }
  const damage = read.facts.problems.find(({ severity }) => severity === 'error');
  if (damage === undefined) return;
  const layer = damage.where.layer === undefined ? '' : `layer ${damage.where.layer}: `;
  const message = oneLine(problemMessage(damage, english().t));
  throw new CliFailure(`${name} cannot be judged: ${layer}${message}`);
}
