import { describe, expect, test } from 'vitest';
import { dockerfileStep, dockerfileText } from '../../../renderer/features/history/dockerfile.ts';
import { shellLines } from '../../../renderer/features/history/shell-lines.ts';
import { tokens } from '../../../renderer/features/history/tokens.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';

function step(instruction: string, command: string): HistoryStep {
  return {
    created: null,
    createdBy: command,
    command,
    instruction,
    comment: '',
    author: '',
    emptyLayer: false,
    layer: 0,
  };
}

describe('shell commands in lines', () => {
  test('a short one stays', () =>
    expect(shellLines('make && make install')).toEqual(['make && make install']));

  test('a long one is broken where it chains commands', () => {
    expect(
      shellLines(
        'apt-get update && apt-get install -y --no-install-recommends curl || exit 1; rm -rf /var/lib/apt/lists/*',
      ),
    ).toEqual([
      'apt-get update',
      '  && apt-get install -y --no-install-recommends curl',
      '  || exit 1;',
      '  rm -rf /var/lib/apt/lists/*',
    ]);
  });

  test('tabs that were line indents come back as such', () => {
    expect(shellLines('set -eux; \tif true; then \t\techo "a;\tb"; \tfi; \tls')).toEqual([
      'set -eux;',
      '  if true; then',
      '    echo "a;\tb";',
      '  fi;',
      '  ls',
    ]);
  });

  test('a loop keeps its head together', () => {
    expect(shellLines(`for name in ${'word '.repeat(14)}; do echo "$name"; done; ls`)).toEqual([
      `for name in ${'word '.repeat(14)}; do echo "$name";`,
      '  done;',
      '  ls',
    ]);
  });

  test('quotes, parentheses and braces are not broken', () => {
    const command = `echo "one && two; three" 'four; five' $(six && seven) \${eight:-nine; ten} \\; ( eleven; twelve )`;
    expect(shellLines(command)).toEqual([command]);
  });

  test('what is not closed runs to the end', () => {
    const command = `${'x'.repeat(80)} "a && b; c`;
    expect(shellLines(command)).toEqual([command]);
  });

  test('no word is lost', () => {
    const command = `case "$a" in \tb) echo c;; \t*) exit 1;; esac && cd /tmp; \tls || true ${'y'.repeat(70)};`;
    expect(shellLines(command).join(' ').replaceAll(/\s+/g, ' ')).toBe(
      command.replaceAll(/\s+/g, ' '),
    );
  });
});

describe('a Dockerfile from history', () => {
  const notes = {
    head: 'Made from the history.\nNot the original.',
    source: 'The source is not recorded.',
  };

  test('holds every step in a form that can be read again', () => {
    const text = dockerfileText(
      [
        step('', "# debian.sh --arch 'amd64'"),
        step('ENV', 'ENV A=b'),
        step('COPY', 'COPY file:0123abc in /etc/app.conf'),
        step('COPY', 'COPY . /app'),
        step('RUN', `RUN apt-get update && apt-get install -y curl ${'x'.repeat(60)}`),
        step('RUN', 'RUN set -e\necho one\nEOF\necho two'),
        step('COPY', 'COPY <<EOF /etc/motd\nhello\nEOF'),
        step('', 'bazel build ...'),
        step('CMD', 'CMD ["bash"]'),
      ],
      notes,
    );
    expect(text).toBe(`# Made from the history.
# Not the original.

FROM scratch

# debian.sh --arch 'amd64'

ENV A=b

# The source is not recorded.
# COPY file:0123abc in /etc/app.conf

COPY . /app

RUN apt-get update \\
  && apt-get install -y curl ${'x'.repeat(60)}

RUN <<EOFF
set -e
echo one
EOF
echo two
EOFF

COPY <<EOF /etc/motd
hello
EOF

# bazel build ...

CMD ["bash"]
`);
  });

  test('keeps the base image that buildah noted', () => {
    const noted = { ...step('ARG', 'ARG A'), comment: 'FROM docker.io/library/debian:12' };
    expect(dockerfileText([noted], notes)).toContain(
      '\n# FROM docker.io/library/debian:12\n\nARG A\n',
    );
  });

  test('a step of many lines cannot smuggle an instruction out of its comment', () => {
    expect(dockerfileText([step('', 'jib\nRUN rm -rf /')], notes)).toContain(
      '# jib\n# RUN rm -rf /',
    );
  });

  test('an instruction without arguments stays whole', () => {
    expect(dockerfileStep(step('RUN', 'RUN'))).toEqual({
      instruction: 'RUN',
      lines: [''],
      form: 'lines',
      lost: null,
    });
  });
});

describe('colouring', () => {
  test('tells the pieces apart', () => {
    expect(
      tokens('--from=a "b c" $D ${E} && f-g # end').filter(({ kind }) => kind !== 'plain'),
    ).toEqual([
      { kind: 'flag', text: '--from' },
      { kind: 'string', text: '"b c"' },
      { kind: 'variable', text: '$D' },
      { kind: 'variable', text: '${E}' },
      { kind: 'operator', text: '&&' },
      { kind: 'comment', text: '# end' },
    ]);
  });

  test.each([
    '',
    'plain',
    'a "unclosed',
    "it's",
    '# only',
    '${',
    '-x',
    `"${'\\'.repeat(501)}`,
    'x'.repeat(9000),
  ])('keeps every character of %j', (line) =>
    expect(
      tokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line),
  );
});
