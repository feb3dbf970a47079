import { create } from 'zustand';
import type { ExportLoss, ExportRequest, ImageChoice } from '../../shared/model/export.ts';
import type { Failure } from '../../shared/model/job.ts';
import type { Grant } from '../../shared/model/source.ts';
import { useDialogsStore } from './dialogs.ts';

/** What the user wants to take out; the dialog asks how. */
export type ExportSubject =
  | {
      readonly kind: 'layers';
      readonly choice: ImageChoice;
      /** Positions in the stack to begin with. */
      readonly layers: readonly number[];
    }
  | FilesSubject
  | {
      readonly kind: 'images';
      readonly grant: Grant;
      /** Keys of the images to begin with. */
      readonly chosen: readonly string[];
    }
  | { readonly kind: 'delta' | 'join' | 'edit'; readonly choice: ImageChoice };

/** Paths after a layer; the root stands for the whole root file system. */
export interface FilesSubject {
  readonly kind: 'files';
  readonly choice: ImageChoice;
  /** The layer after which they are shown. */
  readonly layer: number;
  readonly nodes: readonly number[];
  /** The first of the paths, with a leading slash, as a container sees them. */
  readonly paths: readonly string[];
  /** Paths that are not among these. */
  readonly left: number;
  /** How many of the nodes are not there after the layer any more. */
  readonly removed: number;
}

/** Names that are taken where something is to be written; nothing has been written, and nobody has decided yet. */
export interface ExportConflict {
  readonly ticket: number;
  readonly request: ExportRequest;
  readonly count: number;
  readonly names: readonly string[];
}

/** What could not be kept in something that was written. */
export interface ExportReport {
  readonly name: string;
  readonly losses: readonly ExportLoss[];
}

interface ExportState {
  readonly subject: ExportSubject | null;
  /** Counts the subjects: a new one begins with new choices. */
  readonly turn: number;
  /** Why the last try ended, where the user can mend it. */
  readonly failure: Failure | null;
  /** The first one is asked about. */
  readonly conflicts: readonly ExportConflict[];
  readonly report: ExportReport | null;
  /** Opens the dialog about something. */
  readonly begin: (subject: ExportSubject) => void;
  readonly showReport: (report: ExportReport) => void;
}

/** What is being taken out, and what is to be asked or told about it. */
export const useExportStore = create<ExportState>()((set) => ({
  subject: null,
  turn: 0,
  failure: null,
  conflicts: [],
  report: null,
  begin: (subject) => {
    set(({ turn }) => ({ subject, turn: turn + 1, failure: null }));
    useDialogsStore.getState().show('export');
  },
  showReport: (report) => {
    set({ report });
    useDialogsStore.getState().show('export-losses');
  },
}));
