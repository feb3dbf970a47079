import { Compartment } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, highlightWhitespace } from '@codemirror/view';
import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { Texts } from '../../../shared/i18n/t.ts';
import { styleNonce } from '../../styles/nonce.ts';
import { codeExtensions, codePhrases } from './code-extensions.ts';
import type { LanguageId } from './language-id.ts';
import { loadLanguage } from './load-language.ts';

/** How texts are shown to a reader. */
export interface ReaderLook {
  readonly language: LanguageId | null;
  readonly wrap: boolean;
  /** Blanks and tabs are drawn. */
  readonly blanks?: boolean;
}

/** The parts of an editor that can change while it stands. */
const colouring = new Compartment();
const wrapping = new Compartment();
const spacing = new Compartment();

/** What an editor needs to be read in, and to follow `useReaderLook`. */
export function readerExtensions(label: string, texts: Texts): Extension {
  return [
    codeExtensions({ label, phrases: codePhrases(texts.t), nonce: styleNonce() ?? '' }),
    colouring.of([]),
    wrapping.of([]),
    spacing.of([]),
  ];
}

/** Keeps editors as they are to look. `made` changes when they were made anew. */
export function useReaderLook(
  views: RefObject<readonly EditorView[]>,
  { language, wrap, blanks = false }: ReaderLook,
  made: unknown,
): void {
  useEffect(() => {
    for (const view of views.current) {
      view.dispatch({ effects: wrapping.reconfigure(wrap ? EditorView.lineWrapping : []) });
    }
  }, [views, wrap, made]);

  useEffect(() => {
    for (const view of views.current) {
      view.dispatch({ effects: spacing.reconfigure(blanks ? highlightWhitespace() : []) });
    }
  }, [views, blanks, made]);

  useEffect(() => {
    const shown = views.current;
    if (language === null || shown.length === 0) return undefined;
    let wanted = true;
    loadLanguage(language).then(
      (support) => {
        if (!wanted) return;
        for (const view of shown) view.dispatch({ effects: colouring.reconfigure(support) });
      },
      // A text without colours is still a text.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [views, language, made]);
}
