import { sha256Digest, type Digest } from '../../../shared/model/digest.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import type { BaseHint, HistoryRule } from '../../../shared/model/base-hint.ts';

type HistoryHint = Extract<BaseHint, { how: 'history' }>;

/** A boundary between two builds: before the step there are `layers` layers of the base. */
interface Boundary {
  readonly rule: HistoryRule;
  readonly layers: number;
  readonly reference?: string;
  readonly imageId?: Digest | null;
  readonly system?: string | null;
}

/**
 * Where a history shows that one build ended and the next began. An image keeps the steps of its base in front of its
 * own, but no mark between them (OCI image-spec, config.md, history), so these are signs and no proof; each tells its
 * rule. Boundaries below the first layer or above the last are none. Lowest first, one for each rule and place.
 *
 * Nothing is said from the first step on whose layer is not known, as in trimmed archives.
 */
export function historyHints(
  history: readonly HistoryStep[],
  layerCount: number,
): readonly BaseHint[] {
  const found = new Map<string, HistoryHint>();
  let layers = 0;
  let ended = false;
  let before: HistoryStep | null = null;
  for (const step of history) {
    const boundaries = before === null ? [] : boundariesBefore(step, before, layers, ended);
    for (const boundary of boundaries) {
      if (layers === 0 || layers >= layerCount) continue;
      const key = `${boundary.rule} ${layers}`;
      if (!found.has(key)) found.set(key, hintOf(boundary));
    }
    ended = step.emptyLayer && (ended || endsDockerfile(step));
    if (!step.emptyLayer) {
      if (step.layer !== layers) break;
      layers++;
    }
    before = step;
  }
  return [...found.values()];
}

function boundariesBefore(
  step: HistoryStep,
  before: HistoryStep,
  layers: number,
  ended: boolean,
): readonly Boundary[] {
  const boundaries: Boundary[] = [];
  const named = /^FROM (\S+)$/.exec(step.comment.trim())?.[1];
  if (named !== undefined && named !== 'scratch') boundaries.push(fromComment(named, layers));
  if (ended && !step.emptyLayer) boundaries.push({ rule: 'command-step', layers });
  if (isBuildKit(step) !== isBuildKit(before)) boundaries.push({ rule: 'builder-change', layers });
  if (layers === 1 && isRootFileSystem(before)) {
    boundaries.push({ rule: 'root-file-system', layers, system: systemOf(before) });
  }
  return boundaries;
}

/** buildah and podman write the base into the comment of the first step on top of it; intermediate images by ID. */
function fromComment(named: string, layers: number): Boundary {
  const imageId = /^[0-9a-f]{64}$/.test(named) ? sha256Digest(named) : null;
  if (imageId !== null) return { rule: 'from-comment', layers, imageId };
  return { rule: 'from-comment', layers, reference: named };
}

/** Nearly every Dockerfile ends with what its image runs; steps with layers after it are another Dockerfile's. */
function endsDockerfile(step: HistoryStep): boolean {
  return step.instruction === 'CMD' || step.instruction === 'ENTRYPOINT';
}

/** BuildKit marks every step it writes; one build is written by one builder. */
function isBuildKit(step: HistoryStep): boolean {
  return step.comment.startsWith('buildkit.');
}

/** `ADD file:… in /`, `ADD rootfs.tar.xz /`, or the mark of the script that makes Debian's and Ubuntu's images. */
function isRootFileSystem(step: HistoryStep): boolean {
  if (step.layer !== 0) return false;
  const target = /^ADD \S+ (?:in )?\/$/.test(step.command);
  return target || isDebianScript(step);
}

function isDebianScript(step: HistoryStep): boolean {
  return /^#\s*(?:debian|ubuntu)\.sh\b/.test(step.createdBy);
}

/** `# debian.sh --arch 'amd64' out/ 'bookworm' '@1700000000'`: the suite is the first quoted word after the folder. */
function systemOf(step: HistoryStep): string | null {
  const parts = /^#\s*(debian|ubuntu)\.sh\b.* out\/ '([a-z][a-z0-9.-]{0,63})'/.exec(step.createdBy);
  return parts === null ? null : `${parts[1] === 'ubuntu' ? 'Ubuntu' : 'Debian'} ${parts[2]}`;
}

function hintOf(boundary: Boundary): HistoryHint {
  return {
    how: 'history',
    rule: boundary.rule,
    layers: boundary.layers,
    reference: boundary.reference ?? null,
    imageId: boundary.imageId ?? null,
    system: boundary.system ?? null,
  };
}
