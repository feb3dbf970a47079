import type { LayerPair, StepPair } from '../../../shared/model/comparison.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import { equalPairs, heaviestChain } from './heaviest-chain.ts';
import type { Link } from './heaviest-chain.ts';
import { likelyKey, shownCommands, stepText } from './step-keys.ts';

const weights = {
  /** The same command with the same build arguments. */
  same: 4,
  likely: 2,
  /** Another value of the same setting: how alike the two texts are, from 0 to 1, is added. */
  setting: 0.5,
} as const;

/** Instructions of which the last one counts, so that two of them are two values of one setting. */
const settings: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'MAINTAINER',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'WORKDIR',
]);
/** Instructions that set something by name: those that begin with one name belong together. */
const namedSettings: ReadonlySet<string> = new Set(['ARG', 'ENV', 'LABEL']);
/** The beginning of a text, which is looked at to tell how alike two are. */
const comparedText = 500;

/**
 * Which step of one history belongs to which of the other, in order. Steps that made layers belong together as their
 * layers do: `layers` says so by the positions that the steps name. The others, those without a layer first of all,
 * are paired between these: by the same command, by one that differs in hashes and times alone, or as two values of one
 * setting (`CMD`, `ENV NAME=…`). No step is paired for its position.
 */
export function alignSteps(
  a: readonly HistoryStep[],
  b: readonly HistoryStep[],
  layers: readonly LayerPair[],
): readonly StepPair[] {
  const anchors = anchorsOf(a, b, layers);
  const gapsA = gapNumbers(a, new Set(anchors.map((anchor) => anchor.a)));
  const gapsB = gapNumbers(b, new Set(anchors.map((anchor) => anchor.b)));
  const chain = heaviestChain(linksOf(a, b, gapsA, gapsB));
  const partners = new Map([...anchors, ...chain].map((pair) => [pair.b, pair.a]));
  return inOrder(a, b, partners);
}

/** Steps whose layers are paired, but for moved ones, which follow no order. */
function anchorsOf(
  a: readonly HistoryStep[],
  b: readonly HistoryStep[],
  layers: readonly LayerPair[],
): readonly Link[] {
  const stepsA = stepsByLayer(a);
  const stepsB = stepsByLayer(b);
  const links = layers.flatMap((pair): readonly Link[] => {
    if (pair.a === null || pair.b === null || pair.status === 'moved') return [];
    const [stepA, stepB] = [stepsA.get(pair.a), stepsB.get(pair.b)];
    return stepA === undefined || stepB === undefined ? [] : [{ a: stepA, b: stepB, weight: 1 }];
  });
  // Histories name their layers in order, or they would not be this far; two that do not must still not cross.
  return heaviestChain(links);
}

function stepsByLayer(steps: readonly HistoryStep[]): ReadonlyMap<number, number> {
  return new Map(steps.flatMap(({ layer }, place) => (layer === null ? [] : [[layer, place]])));
}

/** For each step how many anchors are before it; null for one whose layer says whose partner it is. */
function gapNumbers(
  steps: readonly HistoryStep[],
  anchors: ReadonlySet<number>,
): readonly (number | null)[] {
  let before = 0;
  return steps.map(({ layer }, place) => {
    if (anchors.has(place)) before++;
    return layer === null ? before : null;
  });
}

type KeyOf = (step: HistoryStep) => string | null;

/** From the best to the weakest. */
const evidence: readonly (readonly [number, KeyOf])[] = [
  [weights.same, (step) => stepText(step) || null],
  [weights.likely, ({ command }) => likelyKey(command) || null],
  [weights.setting, settingKey],
];

function linksOf(
  a: readonly HistoryStep[],
  b: readonly HistoryStep[],
  gapsA: readonly (number | null)[],
  gapsB: readonly (number | null)[],
): readonly Link[] {
  const found = new Map<number, Link>();
  const words = new Map<HistoryStep, ReadonlySet<string>>();
  for (const [weight, keyOf] of evidence) {
    const pairs = equalPairs(keysOf(a, gapsA, keyOf), keysOf(b, gapsB, keyOf));
    for (const [placeA, placeB] of pairs) {
      const key = placeA * b.length + placeB;
      if (found.has(key)) continue;
      const like = weight === weights.setting ? textLikeness(a[placeA]!, b[placeB]!, words) : 1;
      found.set(key, { a: placeA, b: placeB, weight: weight + like });
    }
  }
  return [...found.values()];
}

function keysOf(
  steps: readonly HistoryStep[],
  gaps: readonly (number | null)[],
  keyOf: KeyOf,
): readonly (string | null)[] {
  return steps.map((step, place) => {
    const gap = gaps[place] ?? null;
    const key = gap === null ? null : keyOf(step);
    return key === null ? null : `${gap} ${key}`;
  });
}

function settingKey({ instruction, command, emptyLayer }: HistoryStep): string | null {
  if (!emptyLayer) return null;
  if (settings.has(instruction)) return instruction;
  if (!namedSettings.has(instruction)) return null;
  const name = /^\w+ +([^\s=]+)/.exec(command)?.[1];
  return name === undefined ? null : `${instruction} ${name}`;
}

/** How many words two commands have in common, from 0 to 1 (Dice's coefficient over different words). */
function textLikeness(
  a: HistoryStep,
  b: HistoryStep,
  known: Map<HistoryStep, ReadonlySet<string>>,
): number {
  const [wordsA, wordsB] = [wordsOf(a, known), wordsOf(b, known)];
  let common = 0;
  for (const word of wordsA) if (wordsB.has(word)) common++;
  return (2 * common) / Math.max(1, wordsA.size + wordsB.size);
}

function wordsOf(
  step: HistoryStep,
  known: Map<HistoryStep, ReadonlySet<string>>,
): ReadonlySet<string> {
  const before = known.get(step);
  if (before !== undefined) return before;
  const words = new Set(step.command.slice(0, comparedText).split(/[\s=:,"']+/));
  known.set(step, words);
  return words;
}

function inOrder(
  a: readonly HistoryStep[],
  b: readonly HistoryStep[],
  partners: ReadonlyMap<number, number>,
): readonly StepPair[] {
  const pairs: StepPair[] = [];
  let nextA = 0;
  let waiting: StepPair[] = [];
  for (const [placeB, stepB] of b.entries()) {
    const placeA = partners.get(placeB);
    if (placeA === undefined) {
      waiting.push(lone('inserted', placeB, stepB));
      continue;
    }
    for (; nextA < placeA; nextA++) pairs.push(lone('removed', nextA, a[nextA]!));
    pairs.push(...waiting, both(placeA, placeB, a[placeA]!, stepB));
    waiting = [];
    nextA = placeA + 1;
  }
  for (; nextA < a.length; nextA++) pairs.push(lone('removed', nextA, a[nextA]!));
  return [...pairs, ...waiting];
}

function lone(status: 'inserted' | 'removed', place: number, step: HistoryStep): StepPair {
  const isA = status === 'removed';
  const [commandA, commandB] = shownCommands(isA ? step : null, isA ? null : step);
  return { status, a: isA ? place : null, b: isA ? null : place, commandA, commandB };
}

function both(a: number, b: number, stepA: HistoryStep, stepB: HistoryStep): StepPair {
  const status = stepText(stepA) === stepText(stepB) ? 'same' : 'changed';
  const [commandA, commandB] = shownCommands(stepA, stepB);
  return { status, a, b, commandA, commandB };
}
