import type { FileFormat, LayerFormat } from '../../../shared/model/export.ts';
import type { CommandOptions } from '../command.ts';
import { wordOf } from './export-options.ts';
import { isFolderThere } from './run-command.ts';

/** What a layer is written as: as `--format` says, else as the name of the output ends, else a tar. */
export function layerFormat({ format, output }: CommandOptions): LayerFormat {
  if (format === null) return formatByName(output ?? '') ?? 'tar';
  const word = wordOf('--format', format, ['blob', 'tar', 'gzip', 'zstd', 'dir']);
  return word === 'dir' ? 'folder' : word;
}

/**
 * What files are written as: as `--format` says, else as the name of the output ends; `-` gets a tar, and so does
 * everything else where `plain` says so. A folder that is there, or else any other name, is a folder.
 */
export function fileFormat({ format, output }: CommandOptions, plain: boolean): FileFormat {
  if (format !== null) {
    const word = wordOf('--format', format, ['dir', 'tar', 'gzip', 'zstd', 'zip']);
    return word === 'dir' ? 'folder' : word;
  }
  const named = output ?? '';
  if (named === '-') return 'tar';
  if (named !== '' && isFolderThere(named)) return 'folder';
  if (/\.zip$/i.test(named)) return 'zip';
  return formatByName(named) ?? (plain ? 'tar' : 'folder');
}

function formatByName(name: string): 'tar' | 'gzip' | 'zstd' | null {
  if (/\.(?:tar\.gz|tgz)$/i.test(name)) return 'gzip';
  if (/\.(?:tar\.zst|tzst)$/i.test(name)) return 'zstd';
  return /\.tar$/i.test(name) ? 'tar' : null;
}
