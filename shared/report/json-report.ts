import { problemMessage } from '../format/problem-message.ts';
import { textsIn } from '../i18n/t.ts';
import type { Texts } from '../i18n/t.ts';
import type { Amounts } from '../model/amount.ts';
import type { ChangedPath } from '../model/changed-path.ts';
import type { ComparedImage, Comparison, LayerPair, LayerShare } from '../model/comparison.ts';
import type { PackageChange } from '../model/package.ts';
import { platformText } from '../model/platform.ts';
import type { Problem } from '../model/problem.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { jsonObject } from './json-parts.ts';
import { partingSentence } from './parting-sentence.ts';

/**
 * A comparison as one JSON object, in pieces: one key on a line, of a list one element on a line, and the paths, which
 * may be millions, at the end. Keys stay; `message` is English. docs/cli.md says what they mean.
 */
export function* jsonReport({ paths, ...facts }: ComparisonReport): Generator<string> {
  yield* jsonObject({ ...recordOf(facts), files: fileRecords(paths()) });
}

function recordOf({
  comparison,
  packages,
  otherPlatforms,
}: Omit<ComparisonReport, 'paths'>): object {
  const texts = textsIn('en');
  return {
    a: imageRecord(comparison.a),
    b: imageRecord(comparison.b),
    ...(otherPlatforms === undefined ? {} : { otherPlatforms }),
    shared: shareRecord(comparison.shared),
    onlyA: shareRecord(comparison.onlyA),
    onlyB: shareRecord(comparison.onlyB),
    firstDifference: partingRecord(comparison, texts),
    counts: comparison.files,
    layers: comparison.layers.map(layerRecord),
    history: comparison.steps,
    config: comparison.config,
    packages: packages.changes.map(packageRecord),
    unreadPackages: [
      ...packages.unreadA.map((each) => ({ side: 'a', ...each })),
      ...packages.unreadB.map((each) => ({ side: 'b', ...each })),
    ],
    problems: comparison.problems.map((problem) => problemRecord(problem, texts)),
  };
}

function imageRecord(image: ComparedImage): object {
  const { source, id, references, platform, created, point, fileBytes, entries, size } = image;
  return {
    source,
    id,
    references,
    platform: platformText(platform),
    created,
    layer: point.layer,
    alone: point.alone,
    imageLayers: image.imageLayers,
    fileBytes,
    entries,
    ...bytesRecord(size),
    layers: image.layers,
  };
}

function shareRecord({ layers, bytes }: LayerShare): object {
  const { unpackedBytes, ...rest } = bytesRecord(bytes);
  return { layers, bytes: unpackedBytes, ...rest };
}

interface BytesRecord {
  readonly unpackedBytes: number;
  readonly storedBytes: number;
  /** Layers whose bytes are missing in the sum of unpacked bytes. */
  readonly unknownLayers: number;
}

function bytesRecord({ unpacked, stored }: Amounts): BytesRecord {
  return {
    unpackedBytes: unpacked.bytes,
    storedBytes: stored.bytes,
    unknownLayers: unpacked.unknownLayers + unpacked.absentLayers,
  };
}

function partingRecord({ parting }: Comparison, { t }: Texts): object | null {
  return parting.kind === 'same' ? null : { ...parting, message: partingSentence(parting, t) };
}

function layerRecord({ status, a, b, by, likeness, changes }: LayerPair): object {
  return { status, a, b, by, likeness, changes };
}

function packageRecord({ manager, name, change, a, b }: PackageChange): object {
  return {
    manager,
    name,
    change,
    a: a?.version ?? null,
    b: b?.version ?? null,
    bytesA: a?.bytes ?? null,
    bytesB: b?.bytes ?? null,
    layerA: a?.layer ?? null,
    layerB: b?.layer ?? null,
    path: (b ?? a)?.path ?? null,
  };
}

/** A problem with its English words. */
export function problemRecord(problem: Problem, { t }: Texts): object {
  const { code, severity, where, values } = problem;
  return { code, severity, where, values, message: problemMessage(problem, t) };
}

function* fileRecords(paths: Iterable<ChangedPath>): Generator<object> {
  for (const { path, pathBase64, change, reasons, movedFrom, a, b } of paths) {
    yield {
      path,
      // What is undefined is left out.
      pathBase64: pathBase64 ?? undefined,
      pathA: movedFrom ?? undefined,
      change,
      reasons,
      sizeA: a?.bytes ?? null,
      sizeB: b?.bytes ?? null,
      typeA: a?.type ?? null,
      typeB: b?.type ?? null,
      modeA: a?.mode ?? null,
      modeB: b?.mode ?? null,
    };
  }
}
