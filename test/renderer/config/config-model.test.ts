import { describe, expect, test } from 'vitest';
import { commandLine, startLine } from '../../../renderer/features/config/command-line.ts';
import { configModel } from '../../../renderer/features/config/config-model.ts';
import { environmentVariable } from '../../../renderer/features/config/environment.ts';
import { manifestModel } from '../../../renderer/features/config/manifest-model.ts';

describe('the config', () => {
  test('is read into its places', () => {
    const model = configModel(
      JSON.stringify({
        os: 'linux',
        architecture: 'arm64',
        variant: 'v8',
        created: '2024-05-01T10:00:00Z',
        author: 'A. Author',
        config: {
          User: '1000:1000',
          WorkingDir: '/app',
          Entrypoint: ['/entry.sh'],
          Cmd: ['serve', '--port', '80'],
          Env: ['PATH=/usr/bin:/bin', 'EMPTY=', 'A=b=c'],
          ExposedPorts: { '80/tcp': {}, '53/udp': {} },
          Volumes: { '/data': {} },
          Labels: { maintainer: 'me', __proto__x: 'y' },
          StopSignal: 'SIGQUIT',
          StopTimeout: 30,
          Healthcheck: {
            Test: ['CMD-SHELL', 'curl -f localhost'],
            Interval: 30_000_000_000,
            Retries: 3,
          },
          Shell: ['/bin/bash', '-c'],
          OnBuild: ['COPY . /app'],
          ArgsEscaped: true,
          Tty: false,
          Image: '',
        },
        rootfs: { type: 'layers', diff_ids: [] },
        history: [],
        container: 'abc',
      }),
    );
    expect(model).toEqual({
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      osVersion: null,
      osFeatures: [],
      created: '2024-05-01T10:00:00Z',
      author: 'A. Author',
      dockerVersion: null,
      run: {
        user: '1000:1000',
        workingDirectory: '/app',
        entrypoint: ['/entry.sh'],
        command: ['serve', '--port', '80'],
        shell: ['/bin/bash', '-c'],
        environment: [
          { name: 'PATH', value: '/usr/bin:/bin', parts: ['/usr/bin', '/bin'] },
          { name: 'EMPTY', value: '', parts: null },
          { name: 'A', value: 'b=c', parts: null },
        ],
        exposedPorts: ['80/tcp', '53/udp'],
        volumes: ['/data'],
        stopSignal: 'SIGQUIT',
        stopTimeout: 30,
        healthcheck: {
          kind: 'shell',
          test: ['curl -f localhost'],
          interval: 30,
          timeout: null,
          startPeriod: null,
          startInterval: null,
          retries: 3,
        },
        onBuild: ['COPY . /app'],
      },
      labels: [
        { name: 'maintainer', value: 'me' },
        { name: '__proto__x', value: 'y' },
      ],
      others: [
        { name: 'container', value: '"abc"' },
        { name: 'config.ArgsEscaped', value: 'true' },
      ],
      unset: ['config.Tty', 'config.Image'],
    });
  });

  test('may be empty, old or odd without being lost', () => {
    expect(configModel('{}')?.run.entrypoint).toEqual([]);
    expect(configModel('{"config":{"Cmd":"echo hello"}}')?.run.command).toEqual(['echo hello']);
    expect(configModel('{"config":{"Env":null,"Labels":null}}')).toMatchObject({
      labels: [],
      others: [],
    });
    expect(configModel('{"config":{"ENV":["A=1"]}}')?.run.environment).toHaveLength(1);
    expect(configModel('{"created":12,"config":{"Labels":["a"]}}')?.others).toEqual([
      { name: 'created', value: '12' },
      { name: 'config.Labels', value: '["a"]' },
    ]);
  });

  test('keys that name parts of every object are ordinary ones', () => {
    const model = configModel(
      '{"config":{"Labels":{"__proto__":"a","constructor":"b"}},"__proto__":{"x":1}}',
    );
    expect(model?.labels).toEqual([
      { name: '__proto__', value: 'a' },
      { name: 'constructor', value: 'b' },
    ]);
    expect(model?.others).toEqual([{ name: '__proto__', value: '{"x":1}' }]);
  });

  test.each([
    '',
    'null',
    '[]',
    '{',
    '"text"',
    `${'['.repeat(100)}${']'.repeat(100)}`,
    `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
  ])('what is no config gives null: %s', (text) => expect(configModel(text)).toBeNull());

  test.each([
    [{ Test: [] }, 'inherit', []],
    [{ Test: ['NONE'] }, 'none', []],
    [{ Test: ['CMD', 'curl', '-f'] }, 'exec', ['curl', '-f']],
    [{ Test: 'true' }, 'exec', ['true']],
  ])('healthcheck %j', (Healthcheck, kind, words) =>
    expect(configModel(JSON.stringify({ config: { Healthcheck } }))?.run.healthcheck).toMatchObject(
      { kind, test: words },
    ),
  );
});

describe('environment variables', () => {
  test.each([
    ['PATH=/a::/b', ['/a', '', '/b']],
    ['LD_LIBRARY_PATH=/a:/b', ['/a', '/b']],
    ['Path=C:\\Windows;C:\\Tools', ['C:\\Windows', 'C:\\Tools']],
    ['GOPATH=/go', null],
    ['API_PATH=https://example.org:80/', null],
    ['NAME=a:b', null],
    ['PATH', null],
  ])('%s', (text, parts) => expect(environmentVariable(text).parts).toEqual(parts));
});

test('a command line can be pasted into a shell', () => {
  expect(commandLine(startLine(['/bin/sh', '-c'], ["echo it's $HOME"]))).toBe(
    String.raw`/bin/sh -c 'echo it'\''s $HOME'`,
  );
  expect(commandLine(['', '--a=b'])).toBe("'' --a=b");
});

describe('the manifest', () => {
  test('of an OCI image', () => {
    const model = manifestModel(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: {
          mediaType: 'application/vnd.oci.image.config.v1+json',
          digest: 'sha256:aa',
          size: 12,
        },
        layers: [
          { mediaType: 'layer', digest: 'sha256:bb', size: 5, annotations: { a: 'b' } },
          'odd',
        ],
        annotations: { 'org.opencontainers.image.base.name': 'alpine' },
        extra: 1,
      }),
    );
    expect(model).toMatchObject({
      form: 'image-manifest',
      config: { digest: 'sha256:aa', size: 12, platform: null },
      layers: [{ digest: 'sha256:bb', annotations: [{ name: 'a', value: 'b' }] }],
      annotations: [{ name: 'org.opencontainers.image.base.name', value: 'alpine' }],
      others: [{ name: 'extra', value: '1' }],
    });
  });

  test('of a docker archive, lower-case keys included', () => {
    expect(manifestModel('[{"config":"c.json","repoTags":["a:1"],"layers":["l.tar"]}]')).toEqual({
      form: 'docker-archive',
      entries: [{ config: 'c.json', references: ['a:1'], layers: ['l.tar'], others: [] }],
    });
    expect(manifestModel('{"Config":"c.json","RepoTags":null,"Layers":[]}')).toMatchObject({
      form: 'docker-archive',
      entries: [{ references: [] }],
    });
  });

  test('of schema 1', () => {
    expect(
      manifestModel(
        '{"schemaVersion":1,"name":"a","tag":"b","fsLayers":[{"blobSum":"sha256:a"},{}]}',
      ),
    ).toEqual({
      form: 'schema-1',
      name: 'a',
      tag: 'b',
      architecture: null,
      blobs: ['sha256:a', ''],
    });
  });

  test.each(['', '12', 'not json'])('what is no manifest gives null: %s', (text) =>
    expect(manifestModel(text)).toBeNull(),
  );
});
