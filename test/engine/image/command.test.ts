import { expect, test } from 'vitest';
import { cleanCommand } from '../../../electron/engine/image/command.ts';

/** What builders store, what a person would have written, and the instruction. */
const commands: readonly (readonly [stored: string, command: string, instruction: string])[] = [
  // the classic docker builder
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]', 'CMD'],
  ['/bin/sh -c #(nop) ADD file:d1b7 in / ', 'ADD file:d1b7 in /', 'ADD'],
  ['/bin/sh -c #(nop)  EXPOSE 80', 'EXPOSE 80', 'EXPOSE'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update', 'RUN'],
  ['/bin/sh -c #(nop)', '', ''],
  ['/bin/bash -o pipefail -c curl x | tar x', 'RUN curl x | tar x', 'RUN'],
  ['/bin/ash -eo pipefail -c make', 'RUN make', 'RUN'],
  ['/bin/bash -euxo pipefail -c make', 'RUN make', 'RUN'],
  ['/usr/bin/bash -l -c make', 'RUN make', 'RUN'],
  ['/bin/sh -c /bin/bash -c "make"', 'RUN /bin/bash -c "make"', 'RUN'],
  ['|2 A=b C=d e /bin/sh -c make $A', 'RUN make $A', 'RUN'],
  ['|1 VERSION=1.2 /bin/bash -o pipefail -c make', 'RUN make', 'RUN'],
  // BuildKit
  ['RUN /bin/sh -c apt-get update # buildkit', 'RUN apt-get update', 'RUN'],
  ['RUN |1 VERSION=3 /bin/sh -c make # buildkit', 'RUN make', 'RUN'],
  ['RUN |2 A=one B=two make all # buildkit', 'RUN make all', 'RUN'],
  ['COPY app /srv/app # buildkit', 'COPY app /srv/app', 'COPY'],
  ['WORKDIR /srv/app', 'WORKDIR /srv/app', 'WORKDIR'],
  ['EXPOSE map[443/tcp:{} 80/tcp:{}]', 'EXPOSE 443/tcp 80/tcp', 'EXPOSE'],
  ['CMD ["node" "server.js"]', 'CMD ["node" "server.js"]', 'CMD'],
  [
    'RUN /bin/sh -c set -e\napt-get update\napt-get install -y curl\n # buildkit',
    'RUN set -e\napt-get update\napt-get install -y curl',
    'RUN',
  ],
  [
    'RUN /bin/sh -c cat <<EOF > /etc/motd\nhello\nEOF # buildkit',
    'RUN cat <<EOF > /etc/motd\nhello\nEOF',
    'RUN',
  ],
  [
    `HEALTHCHECK &{["CMD-SHELL" "curl -f \\"http://x/\\" || exit 1"] "30s" "3s" "0s" "0s" '\\x03'}`,
    'HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD curl -f "http://x/" || exit 1',
    'HEALTHCHECK',
  ],
  [
    `HEALTHCHECK &{["CMD" "/check" "-v"] "0s" "0s" "5s" '\\x00'}`,
    'HEALTHCHECK --start-period=5s CMD ["/check","-v"]',
    'HEALTHCHECK',
  ],
  [`HEALTHCHECK &{["NONE"] "0s" "0s" "0s" '\\x00'}`, 'HEALTHCHECK NONE', 'HEALTHCHECK'],
  // Windows
  ['cmd /S /C #(nop) ENTRYPOINT ["ping"]', 'ENTRYPOINT ["ping"]', 'ENTRYPOINT'],
  ['cmd /S /C mkdir C:\\app', 'RUN mkdir C:\\app', 'RUN'],
  ['RUN cmd /S /C mkdir C:\\app # buildkit', 'RUN mkdir C:\\app', 'RUN'],
  ['powershell -Command Get-Item x', 'RUN Get-Item x', 'RUN'],
  ['powershell -NoProfile -Command Get-Item x', 'RUN Get-Item x', 'RUN'],
  [
    "powershell -Command $ErrorActionPreference = 'Stop'; #(nop) WORKDIR C:\\app",
    'WORKDIR C:\\app',
    'WORKDIR',
  ],
  ['Apply image 10.0.17763.1', 'Apply image 10.0.17763.1', ''],
  // kaniko writes the instruction, buildah the classic form
  ['COPY . /app', 'COPY . /app', 'COPY'],
  ['/bin/sh -c #(nop) COPY dir:5f in /app', 'COPY dir:5f in /app', 'COPY'],
  // what only looks like something
  ['/bin/sh', '/bin/sh', ''],
  ['bash', 'bash', ''],
  ['RUNNING late', 'RUNNING late', ''],
  ['', '', ''],
];

test.each(commands)('%j is cleaned', (stored, command, instruction) => {
  expect(cleanCommand(stored)).toEqual({ command, instruction });
});

test('a comment stands behind what is no instruction', () => {
  expect(cleanCommand('jib-maven-plugin:3.4.0', 'classes').command).toBe(
    'jib-maven-plugin:3.4.0 # classes',
  );
  expect(cleanCommand('apko', 'single layer').command).toBe('apko # single layer');
  expect(cleanCommand('', 'Imported from -')).toEqual({
    command: 'Imported from -',
    instruction: '',
  });
  expect(cleanCommand('bazel build ...', 'buildkit.dockerfile.v0').command).toBe('bazel build ...');
  expect(cleanCommand('COPY a b # buildkit', 'buildkit.dockerfile.v0').command).toBe('COPY a b');
});

test('long hostile texts take no long time', () => {
  const started = performance.now();
  cleanCommand(`/bin/sh${' -o pipefail'.repeat(20_000)} x`);
  cleanCommand(`HEALTHCHECK &{[${'"a" '.repeat(200_000)}`);
  cleanCommand(`a${' '.repeat(1_000_000)}b`);
  cleanCommand(`|1 ${'/'.repeat(1_000_000)}`);
  cleanCommand(`powershell${' -x y'.repeat(200_000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
