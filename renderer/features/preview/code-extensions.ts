import {
  HighlightStyle,
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  syntaxHighlighting,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { visibleCharacter } from '../../../shared/format/visible.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { codeTheme } from './code-theme.ts';

export interface CodeOptions {
  /** Accessible name of the text. */
  readonly label: string;
  /** The words of the search panel and of the folds, as `codePhrases` gives them. */
  readonly phrases: Readonly<Record<string, string>>;
  /** What the content security policy asks of style elements. */
  readonly nonce: string;
}

/** What a text to read needs: numbers, folding, search, and characters that cannot be seen made visible. */
export function codeExtensions({ label, phrases, nonce }: CodeOptions): Extension {
  return [
    EditorState.readOnly.of(true),
    // The text comes with plain line feeds; a CR left in it is to be seen.
    EditorState.lineSeparator.of('\n'),
    EditorState.phrases.of({ ...phrases }),
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-readonly': 'true',
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    drawSelection(),
    bracketMatching(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    highlightSpecialChars({ addSpecialChars: furtherSpecialCharacters, render: specialCharacter }),
    search({ top: true }),
    syntaxHighlighting(codeColours),
    codeTheme,
    keymap.of([
      { key: 'Mod-a', run: selectEverything },
      { key: 'Mod-Home', run: (view) => goTo(view, 0) },
      { key: 'Mod-End', run: (view) => goTo(view, view.state.doc.length) },
      ...searchKeymap,
      ...foldKeymap,
    ]),
  ];
}

/** The editor's own words, by the English ones it knows them under. */
export function codePhrases(t: Translate): Readonly<Record<string, string>> {
  return {
    Find: t('code.find'),
    next: t('code.next'),
    previous: t('code.previous'),
    all: t('code.all'),
    'match case': t('code.matchCase'),
    regexp: t('code.regex'),
    'by word': t('code.byWord'),
    close: t('code.close'),
    'current match': t('code.currentMatch'),
    'on line': t('code.onLine'),
    'Go to line': t('code.goToLine'),
    go: t('code.go'),
    'Fold line': t('code.fold'),
    'Unfold line': t('code.unfold'),
    'Folded lines': t('code.folded'),
    'Unfolded lines': t('code.unfolded'),
    to: t('code.to'),
    'folded code': t('code.foldedCode'),
    unfold: t('code.unfold'),
  };
}

/** Direction marks, joiners and fillers that the editor does not count as special by itself. */
const furtherSpecialCharacters =
  /[\u115f\u1160\u180e\u200c-\u200f\u202a-\u202c\u2060-\u2065\u2068\u206a-\u206f\u3164\uffa0]/g;

function specialCharacter(code: number): HTMLElement {
  const element = document.createElement('span');
  element.textContent = controlText(code) ?? visibleCharacter(String.fromCodePoint(code));
  element.className = 'cm-specialChar';
  element.title = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return element;
}

/** A control character as terminals echo it, `^[` for ESC: easier to read in small than its picture. */
function controlText(code: number): string | null {
  return code < 0x20 || code === 0x7f ? `^${String.fromCharCode(code ^ 0x40)}` : null;
}

function selectEverything(view: EditorView): boolean {
  view.dispatch({ selection: { anchor: 0, head: view.state.doc.length }, userEvent: 'select' });
  return true;
}

function goTo(view: EditorView, position: number): boolean {
  view.dispatch({ selection: { anchor: position }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

const codeColours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: 'var(--code-comment)' },
  {
    tag: [
      tags.keyword,
      tags.operatorKeyword,
      tags.controlKeyword,
      tags.moduleKeyword,
      tags.definitionKeyword,
    ],
    color: 'var(--code-keyword)',
  },
  {
    tag: [tags.string, tags.special(tags.string), tags.regexp, tags.inserted, tags.attributeValue],
    color: 'var(--code-string)',
  },
  {
    tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color, tags.literal],
    color: 'var(--code-number)',
  },
  {
    tag: [
      tags.propertyName,
      tags.definition(tags.variableName),
      tags.function(tags.variableName),
      tags.labelName,
      tags.attributeName,
      tags.special(tags.variableName),
    ],
    color: 'var(--code-name)',
  },
  {
    tag: [tags.tagName, tags.typeName, tags.className, tags.deleted, tags.escape],
    color: 'var(--code-tag)',
  },
  { tag: [tags.heading, tags.strong], fontWeight: 'var(--weight-strong)' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.link, tags.url], color: 'var(--accent-text)' },
  { tag: tags.invalid, color: 'var(--error)' },
]);
