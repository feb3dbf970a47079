import type { HistoryStep } from '../../../shared/model/history.ts';
import { buildArgumentsOf } from '../image/command.ts';

/**
 * What the classic builder and buildah write for the files that COPY and ADD take: the hash of their content, by
 * `file:`, `dir:`, or `multi:` for several sources (moby, builder/dockerfile/internals.go, getSourceHashFromInfos).
 * BuildKit writes the paths as the Dockerfile has them.
 */
const sourceHash = /^((?:COPY|ADD) (?:--\S+ )*)(?:file|dir|multi):[0-9a-f]{12,64}(?= )/;
/** The first releases of BuildKit put a digest of the build's definition behind their mark. */
const buildKitDigest = /# buildkit:sha256:[0-9a-f]{64}$/;
/** The time that Debian's and Ubuntu's root file systems are made for: `'@1700000000'`. */
const debianTime = /'@\d{1,12}'/g;
/** Nix names every store path by a hash of what made it. */
const nixHash = /\/nix\/store\/[0-9a-z]{32}-/g;

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
/** From an MD5 on; the hash of a git commit has 40 characters. */
const longHash = /\b[0-9a-f]{32,128}\b/gi;
/** RFC 3339, also with a space or nothing between the parts. */
const timestamp = /\b\d{4}-?\d\d-?\d\d[T _]?\d\d:?\d\d:?\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g;
/** Seconds since 1970, from 2001 on. */
const seconds = /\b1\d{9}\b/g;

/**
 * A command without what its builder wrote into it on its own. Two commands with one key were one line of a Dockerfile:
 * where their layers differ, the files given to them did.
 */
export function lineKey(command: string): string {
  const text = command.replace(sourceHash, '$1*').replace(buildKitDigest, '');
  const debian = text.startsWith('#') ? text.replaceAll(debianTime, "'@*'") : text;
  return debian.replaceAll(nixHash, '/nix/store/*-').trim();
}

/**
 * A command without anything that changes from build to build: also without hashes and times that its author wrote.
 * Two commands with one key are likely the same step of two builds, though not the same command.
 */
export function likelyKey(command: string): string {
  return lineKey(command)
    .replaceAll(uuid, '*')
    .replaceAll(longHash, '*')
    .replaceAll(timestamp, '*')
    .replaceAll(seconds, '*')
    .replaceAll(/\s+/g, ' ');
}

/** Equal for steps that ran the same command with the same build arguments. */
export function stepText(step: HistoryStep): string {
  const values = buildArgumentsOf(step.createdBy);
  return values === '' ? step.command : `${step.command}\n${values}`;
}

/**
 * How two steps are to be shown: their commands. Where these are equal and the build arguments are not, with the
 * arguments in front, as a shell would set them: `RUN VERSION=2 make`.
 */
export function shownCommands(
  a: HistoryStep | null,
  b: HistoryStep | null,
): readonly [string | null, string | null] {
  if (a === null || b === null || a.command !== b.command) return [textOf(a), textOf(b)];
  if (stepText(a) === stepText(b)) return [textOf(a), textOf(b)];
  return [withArguments(a), withArguments(b)];
}

function textOf(step: HistoryStep | null): string | null {
  return step === null || step.command === '' ? null : step.command;
}

function withArguments(step: HistoryStep): string {
  const values = buildArgumentsOf(step.createdBy);
  if (values === '') return step.command;
  const rest = step.command.slice(step.instruction.length).trimStart();
  return `${step.instruction} ${values} ${rest}`.trim();
}
