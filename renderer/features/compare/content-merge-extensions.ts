import type { Extension, Text } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';

/** The merge view in the program's own colours: A as what goes, B as what comes, each with its sign. */
export const mergeTheme = EditorView.theme({
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': {
    backgroundColor: 'var(--removed-line)',
  },
  '&.cm-merge-b .cm-changedLine, & .cm-inlineChangedLine': {
    backgroundColor: 'var(--added-line)',
  },
  '&.cm-merge-a .cm-changedText, & .cm-deletedChunk .cm-deletedText': {
    borderRadius: '2px',
    background: 'var(--removed-text)',
  },
  '&.cm-merge-b .cm-changedText': {
    borderRadius: '2px',
    background: 'var(--added-text)',
  },
  '.cm-deletedChunk': { paddingLeft: '6px' },
  '.cm-changeGutter': { width: '12px', paddingLeft: '0', textAlign: 'center' },
  '&.cm-merge-a .cm-changedLineGutter, & .cm-deletedLineGutter': {
    background: 'var(--removed-soft)',
    color: 'var(--removed)',
  },
  '&.cm-merge-a .cm-changedLineGutter::after, & .cm-deletedLineGutter::after': {
    content: '"\\2212"',
  },
  '&.cm-merge-b .cm-changedLineGutter': {
    background: 'var(--added-soft)',
    color: 'var(--added)',
  },
  '&.cm-merge-b .cm-changedLineGutter::after': { content: '"+"' },
  '& .cm-collapsedLines': {
    padding: '2px 12px',
    borderTop: '1px solid var(--line-faint)',
    borderBottom: '1px solid var(--line-faint)',
    background: 'var(--surface-app)',
    color: 'var(--text-muted)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-size-xs)',
  },
  '& .cm-collapsedLines:hover': { color: 'var(--accent-text)' },
  '& .cm-collapsedLines:before, & .cm-collapsedLines:after': { content: 'none' },
  '.cm-noFinalNewline': {
    marginLeft: '8px',
    padding: '0 4px',
    borderRadius: '2px',
    background: 'var(--warning-soft)',
    color: 'var(--warning)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-size-xs)',
  },
  // An arrow made of what the content policy allows: the editor's own is a picture in an address.
  '.cm-highlightTab': {
    backgroundImage: 'linear-gradient(var(--text-faint), var(--text-faint))',
    backgroundPosition: 'left 2px center',
    backgroundRepeat: 'no-repeat',
    backgroundSize: 'calc(100% - 4px) 1px',
  },
});

/** Says at the end of a text that its last line has no end; nothing for a text that ends as it should. */
export function finalNewlineMark(words: string): Extension {
  return EditorView.decorations.compute(['doc'], ({ doc }) =>
    endsWithLine(doc)
      ? Decoration.none
      : Decoration.set(
          Decoration.widget({ widget: new WordsWidget(words), side: 1 }).range(doc.length),
        ),
  );
}

/** A document of plain line feeds whose last line is empty ends with one. */
function endsWithLine(doc: Text): boolean {
  return doc.length === 0 || doc.line(doc.lines).length === 0;
}

class WordsWidget extends WidgetType {
  readonly #words: string;

  constructor(words: string) {
    super();
    this.#words = words;
  }

  override eq(other: WordsWidget): boolean {
    return other.#words === this.#words;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = 'cm-noFinalNewline';
    element.textContent = this.#words;
    return element;
  }
}
