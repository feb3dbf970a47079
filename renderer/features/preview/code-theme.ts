import { EditorView } from '@codemirror/view';

/** The editor in the program's own colours; light and dark come with the variables. */
export const codeTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', fontSize: 'var(--text-size-s)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    // What stands in a file is shown sign by sign.
    fontVariantLigatures: 'none',
    lineHeight: '18px',
  },
  '.cm-content': {
    padding: '4px 0',
    caretColor: 'var(--accent)',
    cursor: 'text',
    userSelect: 'text',
  },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '.cm-gutters': {
    borderRight: '1px solid var(--line-faint)',
    backgroundColor: 'var(--surface-panel)',
    color: 'var(--text-faint)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 2px 0 6px' },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    margin: '0 4px',
    padding: '0 5px',
    border: '0',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--surface-active)',
    color: 'var(--text-muted)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    {
      backgroundColor: 'var(--accent-soft)',
    },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-searchMatch': { borderRadius: '2px', backgroundColor: 'var(--code-match)' },
  '.cm-searchMatch.cm-searchMatch-selected': {
    backgroundColor: 'var(--code-match)',
    outline: '2px solid var(--accent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--surface-active)' },
  '.cm-specialChar': {
    padding: '0 1px',
    borderRadius: '2px',
    backgroundColor: 'var(--error-soft)',
    color: 'var(--error)',
  },
  '.cm-panels': { backgroundColor: 'var(--surface-raised)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    padding: '6px 28px 6px 8px',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-size-s)',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    margin: '0',
  },
  '.cm-panel.cm-search label': {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: 'var(--text-size-s)',
  },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', accentColor: 'var(--accent)' },
  '.cm-panel.cm-search .cm-textfield': { flex: '1 1 120px', minWidth: '0', margin: '0' },
  '.cm-textfield': {
    height: 'var(--control-height-s)',
    padding: '0 6px',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--surface-panel)',
    fontSize: 'var(--text-size-s)',
  },
  '.cm-button': {
    height: 'var(--control-height-s)',
    margin: '0',
    padding: '0 8px',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-s)',
    backgroundImage: 'none',
    backgroundColor: 'var(--surface-panel)',
    fontSize: 'var(--text-size-s)',
  },
  '.cm-button:hover': { borderColor: 'var(--line-strong)' },
  '.cm-panel.cm-search button[name=close]': {
    top: '6px',
    right: '6px',
    width: '20px',
    height: '20px',
    borderRadius: 'var(--radius-s)',
    fontSize: 'var(--text-size-l)',
    textAlign: 'center',
  },
});
