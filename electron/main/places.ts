import { app } from 'electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../engine/folders.ts';

/** Where the parts of the program are, and where it keeps what is the user's. */
export interface Places {
  readonly page: string;
  readonly preload: string;
  readonly engine: string;
  readonly sample: string;
  readonly settings: string;
  readonly recent: string;
  readonly session: string;
  readonly window: string;
  readonly logs: string;
  readonly cache: string;
}

/** This file is built into `dist/main/`; the other parts lie beside that folder. */
const dist = path.dirname(import.meta.dirname);

export function findPlaces(): Places {
  const user = app.getPath('userData');
  return {
    page: path.join(dist, 'renderer'),
    preload: path.join(dist, 'preload', 'preload.cjs'),
    engine: path.join(dist, 'engine', 'engine.js'),
    sample: samplePath(),
    settings: path.join(user, 'settings.json'),
    recent: path.join(user, 'recent.json'),
    session: path.join(user, 'session.json'),
    window: path.join(user, 'window.json'),
    logs: path.join(user, 'logs'),
    cache: cacheFolder(),
  };
}

/** Packaged, the sample lies beside the program's archive, since the engine reads it as a plain file. */
function samplePath(): string {
  const packaged = path.join(process.resourcesPath, 'sample.tar');
  return existsSync(packaged) ? packaged : path.join(path.dirname(dist), 'assets', 'sample.tar');
}
