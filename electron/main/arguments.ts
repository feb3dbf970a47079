import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** What the command line asks for. */
export interface Arguments {
  /** Absolute paths of files and folders to open, each once, in the order given. */
  readonly paths: readonly string[];
  /** A BCP 47 tag; null when the command line names none. */
  readonly language: string | null;
}

/**
 * Reads the arguments after the program's own name. Everything that is not an option is a path, relative to `folder`,
 * or a `file:` URL, as desktops pass them. `--lang TAG` or `--lang=TAG` is ours; all other options are Chromium's or
 * the system's and are ignored. After `--` everything is a path.
 */
export function parseArguments(args: readonly string[], folder: string): Arguments {
  const paths = new Set<string>();
  let language: string | null = null;
  let onlyPaths = false;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (onlyPaths || !argument.startsWith('-')) {
      const named = toPath(argument, folder);
      if (named !== null) paths.add(named);
    } else if (argument === '--') {
      onlyPaths = true;
    } else if (argument.startsWith('--lang=')) {
      language = argument.slice('--lang='.length) || null;
    } else if (argument === '--lang') {
      index += 1;
      language = args[index] ?? null;
    }
  }
  return { paths: [...paths], language };
}

/**
 * The program's own arguments out of a whole command line. When a bare Electron runs the program from its folder, the
 * first argument that is no option names that folder.
 */
export function ownArguments(argv: readonly string[], bareElectron: boolean): readonly string[] {
  const args = argv.slice(1);
  const folder = bareElectron ? args.findIndex((argument) => !argument.startsWith('-')) : -1;
  return folder === -1 ? args : args.toSpliced(folder, 1);
}

/** What a second start hands to the first, through the lock of the single instance. */
export interface Handover extends Record<string, unknown> {
  readonly paths: readonly string[];
}

const handoverSchema = v.object({ paths: v.array(v.pipe(v.string(), v.minLength(1))) });

/** The absolute paths of a handover; none when it is not one. */
export function handedPaths(data: unknown): readonly string[] {
  const parsed = v.safeParse(handoverSchema, data);
  return parsed.success ? parsed.output.paths.filter((one) => path.isAbsolute(one)) : [];
}

function toPath(argument: string, folder: string): string | null {
  if (argument === '') return null;
  if (!argument.startsWith('file:')) return path.resolve(folder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}
