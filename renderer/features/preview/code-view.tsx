import { openSearchPanel } from '@codemirror/search';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { LanguageId } from './language-id.ts';
import { readerExtensions, useReaderLook } from './reader.ts';
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

/** A text that can be read, searched (Ctrl/Cmd+F), folded and copied, but not changed. */
export function CodeView({ text, language, wrap, label, searches = 0 }: CodeViewProps) {
  const texts = useText();
  const host = useRef<HTMLDivElement>(null);
  const views = useRef<readonly EditorView[]>([]);
  const [made, setMade] = useState(0);

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = new EditorView({
      doc: text,
      parent: host.current,
      extensions: readerExtensions(label, texts),
    });
    views.current = [created];
    setMade((count) => count + 1);
    return () => {
      views.current = [];
      created.destroy();
    };
  }, [text, label, texts]);

  useReaderLook(views, { language, wrap }, made);

  useEffect(() => {
    const [view] = views.current;
    if (searches > 0 && view !== undefined) openSearchPanel(view);
  }, [searches]);

  return <div ref={host} className={styles.code} />;
}
