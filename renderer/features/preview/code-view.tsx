import { openSearchPanel } from '@codemirror/search';
import { Compartment } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { styleNonce } from '../../styles/nonce.ts';
import { codeExtensions, codePhrases } from './code-extensions.ts';
import type { LanguageId } from './language-id.ts';
import { loadLanguage } from './load-language.ts';
import styles from './preview.module.css';

export interface CodeViewProps {
  readonly text: string;
  readonly language: LanguageId | null;
  readonly wrap: boolean;
  /** What a screen reader calls the text. */
  readonly label: string;
  /** Opens the search panel each time it rises above zero. */
  readonly searches?: number;
}

/** The parts of an editor that can change while it stands. */
const colouring = new Compartment();
const wrapping = new Compartment();

/** A text that can be read, searched (Ctrl/Cmd+F), folded and copied, but not changed. */
export function CodeView({ text, language, wrap, label, searches = 0 }: CodeViewProps) {
  const texts = useText();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = new EditorView({
      doc: text,
      parent: host.current,
      extensions: [
        codeExtensions({ label, phrases: codePhrases(texts.t), nonce: styleNonce() ?? '' }),
        colouring.of([]),
        wrapping.of([]),
      ],
    });
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, [text, label, texts]);

  useEffect(() => {
    view.current?.dispatch({
      effects: wrapping.reconfigure(wrap ? EditorView.lineWrapping : []),
    });
  }, [wrap, text, label, texts]);

  useEffect(() => {
    const shown = view.current;
    if (language === null || shown === null) return undefined;
    let wanted = true;
    loadLanguage(language).then(
      (support) => {
        if (wanted) shown.dispatch({ effects: colouring.reconfigure(support) });
      },
      // A text without colours is still a text.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [language, text, label, texts]);

  useEffect(() => {
    if (searches > 0 && view.current !== null) openSearchPanel(view.current);
  }, [searches]);

  return <div ref={host} className={styles.code} />;
}
