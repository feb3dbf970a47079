import path from 'node:path';
import { shortDigest } from '../../shared/model/digest.ts';
import type { LoadedImage, LoadResult, NameMove, RefusedImage } from '../../shared/model/store.ts';
import type { CommandCall } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { jsonText } from './json-text.ts';
import { problemText, problemRecord } from './problem-lines.ts';
import type { Style } from './style.ts';
import { countText, countedText, oneLine, sizeText } from './text.ts';

/** What loading from one archive did. */
export interface LoadedFrom {
  readonly path: string;
  readonly result: LoadResult;
}

/** Tells what loading did, and answers whether everything was taken. */
export async function loadTold(
  { options, output }: CommandCall,
  sources: readonly LoadedFrom[],
): Promise<ExitCode> {
  if (options.json) {
    await output.line(jsonText(loadRecord(sources), 2));
  } else {
    for (const { path: opened, result } of sources) {
      for (const line of loadLines(result, path.basename(opened), output.style)) {
        await output.line(line);
      }
    }
    if (output.isTerminal) await output.line(output.style('dim', totalsLine(sources)));
  }
  const isWhole = sources.every(({ result }) => result.refused.length === 0);
  return isWhole ? ExitCode.fine : ExitCode.findings;
}

function loadRecord(sources: readonly LoadedFrom[]): object {
  return {
    loaded: sources.flatMap(({ path: from, result }) =>
      result.loaded.map((image) => ({ path: from, ...image })),
    ),
    refused: sources.flatMap(({ path: from, result }) =>
      result.refused.map((image) => ({
        path: from,
        ...image,
        problem: problemRecord(image.problem),
      })),
    ),
    moved: sources.flatMap(({ result }) => result.moved),
    ...countsOf(sources),
  };
}

function countsOf(sources: readonly LoadedFrom[]): {
  readonly writtenBlobs: number;
  readonly writtenBytes: number;
  readonly knownBlobs: number;
  readonly knownBytes: number;
} {
  const sum = (of: (result: LoadResult) => number): number =>
    sources.reduce((total, { result }) => total + of(result), 0);
  return {
    writtenBlobs: sum(({ writtenBlobs }) => writtenBlobs),
    writtenBytes: sum(({ writtenBytes }) => writtenBytes),
    knownBlobs: sum(({ knownBlobs }) => knownBlobs),
    knownBytes: sum(({ knownBytes }) => knownBytes),
  };
}

function loadLines(result: LoadResult, source: string, style: Style): readonly string[] {
  return [
    ...result.loaded.map((image) => loadedLine(image, style)),
    ...result.refused.map((image) => refusedLine(image, source, style)),
    ...moveLines(result.moved),
  ];
}

function loadedLine({ references, id, manifestDigest, added }: LoadedImage, style: Style): string {
  const word = added ? style('green', 'loaded ') : style('dim', 'known  ');
  return `${word}  ${namesText(references)}  ${id ?? manifestDigest}`;
}

function refusedLine({ references, problem }: RefusedImage, source: string, style: Style): string {
  const name = references.length === 0 ? oneLine(source) : namesText(references);
  return `${style('red', 'refused')}  ${name}: ${problemText(problem)}`;
}

/** One line for each name that means something else now. */
export function moveLines(moved: readonly NameMove[]): readonly string[] {
  return moved.map(
    ({ reference, from, to }) =>
      `moved    ${oneLine(reference)} from ${shortDigest(from)} to ${shortDigest(to)}`,
  );
}

function namesText(references: readonly string[]): string {
  return references.length === 0 ? '(no name)' : references.map(oneLine).join('  ');
}

function totalsLine(sources: readonly LoadedFrom[]): string {
  const { writtenBlobs, writtenBytes, knownBlobs, knownBytes } = countsOf(sources);
  const written = `${countedText(writtenBlobs, 'blob')} written, ${sizeText(writtenBytes)}`;
  return `${written}; ${countText(knownBlobs)} there already, ${sizeText(knownBytes)}`;
}
