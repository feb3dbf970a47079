/**
 * What the bytes of a file say it is.
 *
 * - `elf`: a program or library, with what its header tells.
 * - `python-bytecode`: with the version of Python whose number it bears; null for one that is not known.
 * - `named`: a format that has a name of its own here.
 * - `media`: any other that is recognised, by its media type.
 */
export type ContentFormat =
  | ElfFormat
  | { readonly kind: 'python-bytecode'; readonly version: string | null }
  | { readonly kind: 'named'; readonly name: FormatName }
  | { readonly kind: 'media'; readonly mediaType: string };

export interface ElfFormat {
  readonly kind: 'elf';
  readonly bits: 32 | 64;
  readonly order: 'little' | 'big';
  /** `x86-64`; for a machine without a name here its number, as `0x102`. */
  readonly machine: string;
  readonly object: ElfObject;
}

export const elfObjects = ['executable', 'shared', 'relocatable', 'core', 'other'] as const;

/** `executable` also where its address is free: then it names an interpreter, which a shared object does not. */
export type ElfObject = (typeof elfObjects)[number];

export const formatNames = [
  'ar',
  'bzip2',
  'deb',
  'font',
  'gzip',
  'jar',
  'java-class',
  'lz4',
  'mach-o',
  'pdf',
  'pe',
  'rar',
  'rpm',
  'seven-zip',
  'sqlite',
  'tar',
  'tar-gzip',
  'wasm',
  'xz',
  'zip',
  'zstd',
] as const;

export type FormatName = (typeof formatNames)[number];
