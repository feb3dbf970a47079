import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ociTypes } from '../../fixtures/oci-members.ts';
import { entry } from '../../fixtures/tar-builder.ts';
import { runProgram } from '../harness/process.ts';

/** What is measured: files in each image, in layers of equal size. */
export const comparedSize = { files: 1_000_000, layers: 10 } as const;

/** The images by name: `base`, one with all of its layers but the last, one with none of them. */
export const comparedNames = ['base', 'shared', 'rebuilt'] as const;

export type ImageName = (typeof comparedNames)[number];

export interface ComparedInput {
  /** An OCI layout with all three images, by these names. */
  readonly layout: string;
  /** Each image unpacked. */
  readonly trees: Readonly<Record<ImageName, string>>;
}

/** Files in one folder. */
const perFolder = 100;
/** One file in so many has another content in the layers that are not shared. */
const changedEvery = 50;
/** Seconds since 1970. */
const firstTime = 1_714_521_600;

/**
 * Three images of a million small files and what they unpack to. `shared` differs from `base` in the last of ten
 * layers; `rebuilt` has the same files in ten layers of its own, all with another time. In what is not shared, one file
 * in fifty has another content of the same size. Some 15 GB and three million files, kept from run to run.
 */
export async function prepareCompared(say: (text: string) => void): Promise<ComparedInput> {
  const kept = process.env['LAYERSCOPE_BENCH_FOLDER'] ?? path.join(tmpdir(), 'layerscope-bench');
  const folder = path.join(kept, 'compared');
  if (!existsSync(folder)) {
    const draft = `${folder}-${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    await make(draft, say);
    renameSync(draft, folder);
  }
  const tree = (name: ImageName): string => path.join(folder, name);
  return {
    layout: path.join(folder, 'layout'),
    trees: { base: tree('base'), shared: tree('shared'), rebuilt: tree('rebuilt') },
  };
}

async function make(folder: string, say: (text: string) => void): Promise<void> {
  const blobs = path.join(folder, 'layout/blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  say('making the layers of the compared images, once');
  const layersOf = (time: number): readonly Blob[] =>
    Array.from({ length: comparedSize.layers }, (_, layer) => writeLayer(blobs, layer, time));
  const base = layersOf(0);
  const rebuilt = layersOf(60);
  const images = { base, shared: [...base.slice(0, -1), ...rebuilt.slice(-1)], rebuilt };
  const manifests = comparedNames.map((name) => writeImage(blobs, name, images[name]));
  const layout = path.join(folder, 'layout');
  writeFileSync(path.join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(path.join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  for (const name of comparedNames) {
    say(`unpacking ${name}, once`);
    const tree = path.join(folder, name);
    mkdirSync(tree);
    for (const { digest } of images[name]) {
      await runProgram('tar', ['xf', path.join(blobs, digest.slice(7)), '-C', tree]);
    }
  }
}

interface Blob {
  readonly digest: string;
  readonly size: number;
}

function writeLayer(blobs: string, layer: number, time: number): Blob {
  const perLayer = comparedSize.files / comparedSize.layers;
  const entries: Uint8Array[] = [];
  for (let file = layer * perLayer; file < (layer + 1) * perLayer; file++) {
    const group = Math.floor(file / perFolder);
    const folder = `usr/lib/package-${group % 60}/module-${group % 700}/part-${group}`;
    const content = time > 0 && file % changedEvery === 0 ? 'new' : 'old';
    const body = `${content} ${file}\n`.repeat(1 + (file % 20));
    entries.push(entry({ name: `${folder}/file-${file}.txt`, modified: firstTime + time }, body));
  }
  return writeBlob(blobs, Buffer.concat([...entries, new Uint8Array(1024)]));
}

function writeImage(blobs: string, name: string, layers: readonly Blob[]): object {
  const config = writeJson(blobs, ociTypes.config, {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  });
  const manifest = writeJson(blobs, ociTypes.manifest, {
    schemaVersion: 2,
    mediaType: ociTypes.manifest,
    config,
    layers: layers.map((layer) => ({ mediaType: ociTypes.layer, ...layer })),
  });
  return { ...manifest, annotations: { 'org.opencontainers.image.ref.name': name } };
}

function writeJson(blobs: string, mediaType: string, value: object): object {
  return { mediaType, ...writeBlob(blobs, Buffer.from(JSON.stringify(value))) };
}

function writeBlob(blobs: string, bytes: Uint8Array): Blob {
  const hex = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(path.join(blobs, hex), bytes);
  return { digest: `sha256:${hex}`, size: bytes.length };
}
