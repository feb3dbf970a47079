/** Languages that the preview can colour. */
export const languageIds = [
  'c',
  'cmake',
  'cpp',
  'csharp',
  'css',
  'diff',
  'dockerfile',
  'go',
  'groovy',
  'haskell',
  'html',
  'java',
  'javascript',
  'json',
  'kotlin',
  'lua',
  'markdown',
  'nginx',
  'perl',
  'powershell',
  'properties',
  'protobuf',
  'python',
  'r',
  'ruby',
  'rust',
  'scala',
  'shell',
  'sql',
  'swift',
  'tcl',
  'toml',
  'typescript',
  'xml',
  'yaml',
] as const;

export type LanguageId = (typeof languageIds)[number];

/**
 * The language of a file by its name, else by the interpreter its first line names; null for plain text. `name` may be
 * a path.
 */
export function languageOf(name: string, firstLine: string): LanguageId | null {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return (
    byName.get(base) ??
    byPattern(base) ??
    byExtension.get(extensionOf(base)) ??
    byInterpreter(firstLine)
  );
}

function extensionOf(base: string): string {
  return base.slice(base.lastIndexOf('.') + 1);
}

function byPattern(base: string): LanguageId | null {
  if (
    /^(?:dockerfile|containerfile)(?:[.-]|$)/.test(base) ||
    /\.(?:dockerfile|containerfile)$/.test(base)
  ) {
    return 'dockerfile';
  }
  if (/^\.?(?:bash|zsh|ksh|profile|shrc)[\w.-]*$/.test(base) && !base.includes('.', 1))
    return 'shell';
  if (/^\.env(?:\.|$)/.test(base)) return 'properties';
  return null;
}

/** The interpreter of a script (`#!/usr/bin/env -S python3 -u`), or what an XML or HTML document begins with. */
function byInterpreter(firstLine: string): LanguageId | null {
  const shebang = /^#!\s*(\S+)(.*)/.exec(firstLine);
  if (shebang === null) {
    if (/^\s*<\?xml\b/.test(firstLine)) return 'xml';
    return /^\s*<!doctype html\b/i.test(firstLine) ? 'html' : null;
  }
  const [, program = '', rest = ''] = shebang;
  const words = rest
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('-') && !word.includes('='));
  const interpreter = baseName(program) === 'env' ? baseName(words[0] ?? '') : baseName(program);
  return interpreters.get(interpreter.replace(/[\d.]+$/, '')) ?? null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const interpreters: ReadonlyMap<string, LanguageId> = new Map([
  ['sh', 'shell'],
  ['bash', 'shell'],
  ['dash', 'shell'],
  ['ash', 'shell'],
  ['ksh', 'shell'],
  ['zsh', 'shell'],
  ['busybox', 'shell'],
  ['execlineb', 'shell'],
  ['openrc-run', 'shell'],
  ['python', 'python'],
  ['pypy', 'python'],
  ['node', 'javascript'],
  ['nodejs', 'javascript'],
  ['deno', 'typescript'],
  ['bun', 'typescript'],
  ['perl', 'perl'],
  ['ruby', 'ruby'],
  ['lua', 'lua'],
  ['luajit', 'lua'],
  ['tclsh', 'tcl'],
  ['wish', 'tcl'],
  ['rscript', 'r'],
  ['Rscript', 'r'],
  ['pwsh', 'powershell'],
  ['groovy', 'groovy'],
  ['runhaskell', 'haskell'],
]);

const byName: ReadonlyMap<string, LanguageId> = new Map([
  ['.babelrc', 'json'],
  ['.bashrc', 'shell'],
  ['.eslintrc', 'json'],
  ['.gitconfig', 'properties'],
  ['.editorconfig', 'properties'],
  ['.npmrc', 'properties'],
  ['.prettierrc', 'json'],
  ['.profile', 'shell'],
  ['.bash_profile', 'shell'],
  ['.zshrc', 'shell'],
  ['apkbuild', 'shell'],
  ['cargo.lock', 'toml'],
  ['cmakelists.txt', 'cmake'],
  ['composer.lock', 'json'],
  ['gemfile', 'ruby'],
  ['jenkinsfile', 'groovy'],
  ['my.cnf', 'properties'],
  ['nginx.conf', 'nginx'],
  ['os-release', 'properties'],
  ['pipfile', 'toml'],
  ['pipfile.lock', 'json'],
  ['pkgbuild', 'shell'],
  ['poetry.lock', 'toml'],
  ['pom.xml', 'xml'],
  ['profile', 'shell'],
  ['pyvenv.cfg', 'properties'],
  ['rakefile', 'ruby'],
  ['uv.lock', 'toml'],
  ['vagrantfile', 'ruby'],
  ['yarn.lock', 'yaml'],
]);

const byExtension: ReadonlyMap<string, LanguageId> = new Map(
  Object.entries({
    c: 'c h',
    cmake: 'cmake',
    cpp: 'cc cpp cxx hh hpp hxx inl ino',
    csharp: 'cs csx',
    css: 'css scss less',
    diff: 'diff patch',
    go: 'go',
    groovy: 'groovy gradle',
    haskell: 'hs',
    html: 'html htm xhtml vue svelte hbs ejs',
    java: 'java',
    javascript: 'js mjs cjs jsx',
    json: 'json jsonc json5 jsonl ndjson map webmanifest geojson ipynb tfstate',
    kotlin: 'kt kts',
    lua: 'lua',
    markdown: 'md markdown mdx',
    perl: 'pl pm t pod',
    powershell: 'ps1 psm1 psd1',
    properties:
      'ini properties cfg cnf conf desktop env service socket target timer mount path repo reg list sources',
    protobuf: 'proto',
    python: 'py pyi pyw pyx',
    r: 'r',
    ruby: 'rb gemspec ru rake',
    rust: 'rs',
    scala: 'scala sbt',
    shell: 'sh bash zsh ksh ash dash bats fish postinst preinst prerm postrm',
    sql: 'sql',
    swift: 'swift',
    tcl: 'tcl',
    toml: 'toml',
    typescript: 'ts mts cts tsx',
    xml: 'xml xsd xsl xslt svg rss atom plist csproj props targets wsdl xul',
    yaml: 'yaml yml',
  } satisfies Partial<Record<LanguageId, string>>).flatMap(([language, extensions]) =>
    extensions
      .split(' ')
      .map((extension): [string, LanguageId] => [extension, asLanguage(language)]),
  ),
);

function asLanguage(text: string): LanguageId {
  const language = languageIds.find((id) => id === text);
  if (language === undefined) throw new Error(`No language ${text}`);
  return language;
}
