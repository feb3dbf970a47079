import type { HistoryStep } from '../model/history.ts';
import type { Review } from '../model/review.ts';

const mask = '•••';

/**
 * The same review with the commands of those steps hidden in which a secret was found: a history shows build arguments
 * and tokens in the clear, and a report goes further than the image.
 */
export function maskedReview(review: Review): Review {
  const steps = new Set(
    review.findings.secrets.flatMap(({ place }) => (place.kind === 'history' ? [place.step] : [])),
  );
  if (steps.size === 0) return review;
  const { image } = review;
  const hidden = new Set(
    image.history.flatMap(({ layer }, step) => (steps.has(step) ? [layer] : [])),
  );
  return {
    ...review,
    image: {
      ...image,
      history: image.history.map((step, at) => (steps.has(at) ? maskedStep(step) : step)),
      layers: image.layers.map((layer) =>
        hidden.has(layer.index) ? { ...layer, command: maskedCommand(layer.command) } : layer,
      ),
    },
  };
}

function maskedStep(step: HistoryStep): HistoryStep {
  const command = `${step.instruction} ${mask}`.trim();
  return { ...step, createdBy: mask, command, comment: step.comment === '' ? '' : mask };
}

function maskedCommand(command: string | null): string | null {
  const instruction = command === null ? '' : (/^[A-Z]+(?=\s)/.exec(command)?.[0] ?? '');
  return `${instruction} ${mask}`.trim();
}
