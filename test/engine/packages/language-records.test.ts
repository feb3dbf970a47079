import { describe, expect, test } from 'vitest';
import { parseNpmPackage } from '../../../electron/engine/packages/npm.ts';
import {
  parseInstalledFiles,
  parsePythonMetadata,
  parsePythonRecord,
} from '../../../electron/engine/packages/python.ts';

describe('a package.json', () => {
  test.each([
    ['{"name":"@scope/x","version":"1.2.3-rc.1+b"}', '@scope/x', '1.2.3-rc.1+b'],
    ['\uFEFF{"version":"1.0.0","name":"x","dependencies":{"y":"^2"}}', 'x', '1.0.0'],
  ])('%s', (text, name, version) => {
    expect(parseNpmPackage(Buffer.from(text))).toEqual({
      kind: 'packages',
      packages: [{ name, version, architecture: null, bytes: null }],
      missing: null,
    });
  });

  test.each(['{"type":"module"}', '{"name":"x"}', '{"name":1,"version":"1"}', '[]', 'null', '""'])(
    '%s is no package, and nothing is missing',
    (text) => {
      expect(parseNpmPackage(Buffer.from(text))).toEqual({
        kind: 'packages',
        packages: [],
        missing: null,
      });
    },
  );

  test.each([
    ['{"name":"x",', 'damaged'],
    ['', 'damaged'],
    ['['.repeat(100_000), 'too-large'],
  ])('%.20s cannot be read: %s', (text, missing) => {
    expect(parseNpmPackage(Buffer.from(text))).toMatchObject({ packages: [], missing });
  });
});

describe('the metadata of a Python distribution', () => {
  test.each([
    'Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0.post1\n\nName: in the description\n',
    'metadata-version: 2.1\r\nname:Foo.Bar\r\nVERSION:   1.0.post1  \r\n',
    'Metadata-Version: 2.1\nSummary: x\n Name: goes on\nName: Foo.Bar\nVersion: 1.0.post1',
  ])('%j', (text) => {
    expect(parsePythonMetadata(Buffer.from(text))).toEqual({
      kind: 'packages',
      packages: [{ name: 'Foo.Bar', version: '1.0.post1', architecture: null, bytes: null }],
      missing: null,
    });
  });

  test.each(['', 'Name: x\n', '\nName: x\nVersion: 1\n', 'Name: \nVersion: 1\n'])(
    '%j is damaged',
    (text) => {
      expect(parsePythonMetadata(Buffer.from(text))).toMatchObject({ missing: 'damaged' });
    },
  );
});

describe('the files of a Python distribution', () => {
  test('are the first cells of RECORD', () => {
    const text = [
      'foo/__init__.py,sha256=47DEQpj8HBSa,0',
      'foo/__pycache__/__init__.cpython-311.pyc,,',
      '"foo/odd, ""name"".txt",sha256=x,3',
      '../../../bin/foo,sha256=y,200',
      '',
      'foo-1.dist-info/RECORD,,',
      '"cut',
    ].join('\r\n');
    expect(parsePythonRecord(Buffer.from(text))).toEqual({
      kind: 'files',
      paths: [
        'foo/__init__.py',
        'foo/__pycache__/__init__.cpython-311.pyc',
        'foo/odd, "name".txt',
        '../../../bin/foo',
        'foo-1.dist-info/RECORD',
        'cut',
      ],
    });
  });

  test('are the lines of installed-files.txt', () => {
    expect(parseInstalledFiles(Buffer.from('../foo.py\n./PKG-INFO\n'))).toEqual({
      kind: 'files',
      paths: ['../foo.py', './PKG-INFO'],
    });
  });
});
