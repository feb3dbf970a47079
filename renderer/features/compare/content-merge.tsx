import { MergeView, getChunks, unifiedMergeView } from '@codemirror/merge';
import type { Change, MergeConfig } from '@codemirror/merge';
import { openSearchPanel } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import type { Side } from '../../../shared/model/comparison.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { useText } from '../../i18n/use-text.ts';
import type { LanguageId } from '../preview/language-id.ts';
import { readerExtensions, useReaderLook } from '../preview/reader.ts';
import { followScrolling, showLevel } from './content-merge-scroll.ts';
import { finalNewlineMark, mergeTheme } from './content-merge-extensions.ts';
import type { TextLayout } from './content-store.ts';
import styles from './content.module.css';

export interface MergeHandle {
  /** Brings a difference into sight, by its position among all. */
  readonly show: (place: number) => void;
  readonly find: () => void;
}

export interface MergeTextProps {
  readonly a: string;
  readonly b: string;
  /** How they differ. */
  readonly changes: readonly Change[];
  /** False when the texts are only the beginnings of files. */
  readonly whole: boolean;
  readonly layout: TextLayout;
  /** Long runs of equal lines are folded away. */
  readonly fold: boolean;
  readonly wrap: boolean;
  readonly blanks: boolean;
  readonly language: LanguageId | null;
  /** What a screen reader calls the texts. */
  readonly labels: Readonly<Record<Side, string>>;
  /** Told how many runs of lines differ. */
  readonly onCount: (count: number) => void;
  readonly ref?: Ref<MergeHandle>;
}

/** Two texts beside each other, or as one with what goes and what comes. */
export function MergeText(props: MergeTextProps) {
  const { a, b, changes, whole, layout, fold, labels, onCount, ref } = props;
  const texts = useText();
  const host = useRef<HTMLDivElement>(null);
  const views = useRef<readonly EditorView[]>([]);
  const showPlace = useRef<CreatedMerge['show']>(null);
  const [made, setMade] = useState(0);

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return undefined;
    const config: MergeConfig = {
      ...(fold ? { collapseUnchanged: { margin: 3, minSize: 6 } } : {}),
      // Our own search for differences; the view changes the list that it is given.
      diffConfig: { override: () => [...changes] },
    };
    const created = layout === 'side' ? besides : inline;
    const { shown, show, destroy } = created({ a, b, whole, labels, texts, parent, config });
    views.current = shown;
    showPlace.current = show;
    const last = shown.at(-1);
    onCount(last === undefined ? 0 : (getChunks(last.state)?.chunks.length ?? 0));
    setMade((count) => count + 1);
    return () => {
      views.current = [];
      showPlace.current = null;
      destroy();
    };
  }, [a, b, changes, fold, labels, layout, onCount, texts, whole]);

  useReaderLook(views, props, made);

  useImperativeHandle(ref, () => ({
    show: (place) => showPlace.current?.(place),
    find: () => {
      const view = views.current.find(({ hasFocus }) => hasFocus) ?? views.current.at(-1);
      if (view !== undefined) openSearchPanel(view);
    },
  }));

  return <div ref={host} className={styles.merge} data-layout={layout} />;
}

interface MergeParts {
  readonly a: string;
  readonly b: string;
  readonly whole: boolean;
  readonly labels: Readonly<Record<Side, string>>;
  readonly texts: Texts;
  readonly parent: HTMLElement;
  readonly config: MergeConfig;
}

interface CreatedMerge {
  readonly shown: readonly EditorView[];
  readonly show: (place: number) => void;
  readonly destroy: () => void;
}

function besides({ a, b, whole, labels, texts, parent, config }: MergeParts): CreatedMerge {
  const view = new MergeView({
    ...config,
    a: { doc: a, extensions: sideExtensions(labels.a, whole, texts) },
    b: { doc: b, extensions: sideExtensions(labels.b, whole, texts) },
    parent,
  });
  const release = followScrolling(view, styles.sideways ?? '');
  return {
    shown: [view.a, view.b],
    show: (place) => {
      const [inA, inB] = [chooseChunk(view.a, place), chooseChunk(view.b, place)];
      if (inB !== null) showLevel(view, view.b, inB);
      else if (inA !== null) showLevel(view, view.a, inA);
    },
    destroy: () => {
      release();
      view.destroy();
    },
  };
}

function inline({ a, b, whole, labels, texts, parent, config }: MergeParts): CreatedMerge {
  const view = new EditorView({
    doc: b,
    parent,
    extensions: [
      sideExtensions(`${labels.a} / ${labels.b}`, whole, texts),
      unifiedMergeView({ ...config, original: a, mergeControls: false }),
    ],
  });
  return {
    shown: [view],
    show: (place) => {
      const at = chooseChunk(view, place);
      if (at === null) return;
      view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    },
    destroy: () => view.destroy(),
  };
}

function sideExtensions(label: string, whole: boolean, texts: Texts): Extension {
  return [
    readerExtensions(label, texts),
    EditorState.phrases.of({ '$ unchanged lines': texts.t('compareContent.equalLines') }),
    whole ? finalNewlineMark(texts.t('compareContent.noFinalNewline')) : [],
    mergeTheme,
  ];
}

/** Puts the cursor on what differs first in a run of lines and answers where that is; null when there is no such run. */
function chooseChunk(view: EditorView, place: number): number | null {
  const found = getChunks(view.state);
  const chunk = found?.chunks[place];
  if (found === null || chunk === undefined) return null;
  const [first] = chunk.changes;
  const inside =
    found.side === 'a' ? chunk.fromA + (first?.fromA ?? 0) : chunk.fromB + (first?.fromB ?? 0);
  const at = Math.min(view.state.doc.length, inside);
  view.dispatch({ selection: { anchor: at }, userEvent: 'select.byChunk' });
  return at;
}
