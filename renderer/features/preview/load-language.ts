import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import type { StreamParser } from '@codemirror/language';
import type { LanguageId } from './language-id.ts';

/** Fetches what colours a language; each is a part of the program that loads when it is first needed. */
export function loadLanguage(id: LanguageId): Promise<LanguageSupport> {
  return loaders[id]();
}

const loaders: Readonly<Record<LanguageId, () => Promise<LanguageSupport>>> = {
  c: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).c),
  cmake: async () => stream((await import('@codemirror/legacy-modes/mode/cmake')).cmake),
  cpp: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).cpp),
  csharp: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).csharp),
  css: async () => (await import('@codemirror/lang-css')).css(),
  diff: async () => stream((await import('@codemirror/legacy-modes/mode/diff')).diff),
  dockerfile: async () =>
    stream((await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile),
  go: async () => stream((await import('@codemirror/legacy-modes/mode/go')).go),
  groovy: async () => stream((await import('@codemirror/legacy-modes/mode/groovy')).groovy),
  haskell: async () => stream((await import('@codemirror/legacy-modes/mode/haskell')).haskell),
  html: async () => (await import('@codemirror/lang-html')).html(),
  java: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).java),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true }),
  json: async () => (await import('@codemirror/lang-json')).json(),
  kotlin: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).kotlin),
  lua: async () => stream((await import('@codemirror/legacy-modes/mode/lua')).lua),
  markdown: async () => (await import('@codemirror/lang-markdown')).markdown(),
  nginx: async () => stream((await import('@codemirror/legacy-modes/mode/nginx')).nginx),
  perl: async () => stream((await import('@codemirror/legacy-modes/mode/perl')).perl),
  powershell: async () =>
    stream((await import('@codemirror/legacy-modes/mode/powershell')).powerShell),
  properties: async () =>
    stream((await import('@codemirror/legacy-modes/mode/properties')).properties),
  protobuf: async () => stream((await import('@codemirror/legacy-modes/mode/protobuf')).protobuf),
  python: async () => (await import('@codemirror/lang-python')).python(),
  r: async () => stream((await import('@codemirror/legacy-modes/mode/r')).r),
  ruby: async () => stream((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  rust: async () => stream((await import('@codemirror/legacy-modes/mode/rust')).rust),
  scala: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).scala),
  shell: async () => stream((await import('@codemirror/legacy-modes/mode/shell')).shell),
  sql: async () => stream((await import('@codemirror/legacy-modes/mode/sql')).standardSQL),
  swift: async () => stream((await import('@codemirror/legacy-modes/mode/swift')).swift),
  tcl: async () => stream((await import('@codemirror/legacy-modes/mode/tcl')).tcl),
  toml: async () => stream((await import('@codemirror/legacy-modes/mode/toml')).toml),
  typescript: async () =>
    (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true }),
  xml: async () => (await import('@codemirror/lang-xml')).xml(),
  yaml: async () => (await import('@codemirror/lang-yaml')).yaml(),
};

function stream<State>(parser: StreamParser<State>): LanguageSupport {
  return new LanguageSupport(StreamLanguage.define(parser));
}
