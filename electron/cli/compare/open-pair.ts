import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ChangedPath } from '../../../shared/model/changed-path.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { PackageComparison } from '../../../shared/model/package.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { OtherPlatforms } from '../../../shared/report/comparison-report.ts';
import { changedPaths } from '../../engine/compare/changed-paths.ts';
import { comparisonFacts } from '../../engine/session/comparison-facts.ts';
import { pairImages } from '../../engine/session/pair-images.ts';
import type { ReadPoint } from '../../engine/session/pair-images.ts';
import { pairPackages } from '../../engine/session/pair-packages.ts';
import { choosePoint } from '../choose-layers.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import { withEngine } from '../engine-session.ts';
import type { EngineRun } from '../engine-session.ts';
import { bytesOfOperand, openOperand, storeReference } from '../open-operand.ts';
import type { OpenedArchive } from '../open-operand.ts';
import { choosePair } from './choose-pair.ts';
import { parseOperand } from './compare-operand.ts';
import type { CompareOperand } from './compare-operand.ts';

/** Two images that have been compared. */
export interface ComparedPair {
  readonly comparison: Comparison;
  readonly packages: PackageComparison;
  readonly others: OtherPlatforms;
  /** The paths that differ; with `timeOnly` also those whose time alone does. */
  readonly paths: (options: { readonly timeOnly: boolean }) => Iterable<ChangedPath>;
}

/**
 * Opens what the operands of a call name, compares it, hands that to `use`, and puts everything away whatever happens.
 * Throws EngineError, CliFailure, and what `use` throws.
 */
export async function withPair<Result>(
  call: CommandCall,
  use: (pair: ComparedPair) => Promise<Result>,
): Promise<Result> {
  const [a, b] = sidesOf(call);
  const opened = [...new Set([a.opened, b.opened])];
  const bytes = opened.reduce((sum, each) => sum + bytesOfOperand(each), 0);
  return withEngine(call, bytes, async (engine) => {
    const sources = new Map<string, OpenedSource>();
    const open = async (operand: CompareOperand): Promise<OpenedSide> => {
      const key = keyOf(operand);
      const source = sources.get(key) ?? {
        archive: await openOperand(call, engine, operand.opened),
        grant: grantOf(operand),
      };
      sources.set(key, source);
      return { operand, ...source };
    };
    try {
      return await use(await compare(call, engine, await open(a), await open(b)));
    } finally {
      for (const { archive } of sources.values()) await archive.source.close();
    }
  });
}

interface OpenedSource {
  readonly archive: OpenedArchive;
  /** The same for both sides where they are of one source, so that its images are known to be the same. */
  readonly grant: Grant;
}

interface OpenedSide extends OpenedSource {
  readonly operand: CompareOperand;
}

/** `--from` and `--to` are the points of A and B, for whoever cannot write them behind the names. */
function sidesOf({ operands, options }: CommandCall): readonly [CompareOperand, CompareOperand] {
  const [a = '', b = ''] = operands;
  return [
    withPoint(parseOperand(a), '--from', options.from),
    withPoint(parseOperand(b), '--to', options.to),
  ];
}

function withPoint(operand: CompareOperand, option: string, text: string | null): CompareOperand {
  if (text === null) return operand;
  if (operand.point === null) return { ...operand, point: text };
  throw new UsageFailure(`${option} cannot be combined with @${operand.point}`);
}

async function compare(
  call: CommandCall,
  { session, tasks, job }: EngineRun,
  a: OpenedSide,
  b: OpenedSide,
): Promise<ComparedPair> {
  const chosen = choosePair(wanted(a), wanted(b), call.options.platform);
  const pointA = await readPoint(a, chosen.a, '--from', call);
  const pointB = await readPoint(b, chosen.b, '--to', call);
  const paired = await pairImages(pointA, pointB, session, job('comparing files'));
  const comparison = await comparisonFacts(paired, session, job('comparing layers'));
  call.progress.begin('reading packages');
  const packages = await pairPackages(paired, tasks, call.signal);
  call.progress.clear();
  return {
    comparison,
    packages,
    others: chosen.others,
    paths: (options) => changedPaths(paired.pair.tree, paired.changes, options),
  };
}

function wanted({ archive, operand }: OpenedSide) {
  return { images: archive.source.archive.contents.images, image: operand.image };
}

async function readPoint(
  { operand, archive, grant }: OpenedSide,
  image: Image,
  option: string,
  { options }: CommandCall,
): Promise<ReadPoint> {
  const layer = choosePoint(option, operand.point, image.layers.length);
  if (options.alone && layer < 0) {
    throw new UsageFailure('--alone needs a layer on both sides');
  }
  return {
    point: { grant, image: image.key, layer, alone: options.alone },
    source: isStored(operand) ? '' : archive.name,
    image,
    archive: archive.source.image(image.key),
    read: await archive.read(image.key),
  };
}

/** What is opened once for both sides. */
function keyOf(operand: CompareOperand): string {
  return isStored(operand) ? operand.opened : path.resolve(operand.opened);
}

function grantOf(operand: CompareOperand): Grant {
  return isStored(operand) ? libraryGrant : (randomUUID() as string as Grant);
}

function isStored({ opened }: CompareOperand): boolean {
  return storeReference(opened) !== null;
}
