import { exportLosses, lossPaths } from '../../../shared/model/export.ts';
import type { ExportLoss, ExportLossKind } from '../../../shared/model/export.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface Counted {
  count: number;
  readonly paths: { readonly path: string; readonly became: string | null }[];
}

/** Counts what an export loses, and keeps the first paths of each kind. */
export class LossLog {
  readonly #kinds = new Map<ExportLossKind, Counted>();

  /** `became`: what a name was changed to. Paths are shown with U+FFFD for bytes that are not UTF-8. */
  add(kind: ExportLossKind, path: Uint8Array, became: Uint8Array | null = null): void {
    const counted = this.#counted(kind);
    counted.count++;
    if (counted.paths.length >= lossPaths) return;
    const after = became === null ? null : decoder.decode(became);
    counted.paths.push({ path: decoder.decode(path), became: after });
  }

  /** Adds what another part of the work has lost. */
  addAll(losses: readonly ExportLoss[]): void {
    for (const { kind, count, paths } of losses) {
      const counted = this.#counted(kind);
      counted.count += count;
      counted.paths.push(...paths.slice(0, lossPaths - counted.paths.length));
    }
  }

  /** One value for each kind there was, in the order of the model. */
  losses(): readonly ExportLoss[] {
    return exportLosses.flatMap((kind) => {
      const counted = this.#kinds.get(kind);
      return counted === undefined ? [] : [{ kind, count: counted.count, paths: counted.paths }];
    });
  }

  #counted(kind: ExportLossKind): Counted {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const counted = { count: 0, paths: [] };
    this.#kinds.set(kind, counted);
    return counted;
  }
}
