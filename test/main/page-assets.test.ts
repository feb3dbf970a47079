import { describe, expect, test } from 'vitest';
import {
  assetSegments,
  contentSecurityPolicy,
  isPageUrl,
  mediaTypeOf,
  pageUrl,
  withNonce,
} from '../../electron/main/page-assets.ts';

describe('an address of the page', () => {
  test('names a file below its folder', () => {
    const urls = [
      pageUrl,
      'app://layerscope/assets/index-BGf_Go-1.js',
      'app://layerscope/assets/a.css?v=1#x',
      'app://layerscope/assets/%69ndex.js',
      'app://layerscope/a/../b.js',
    ];
    expect(urls.map(assetSegments)).toEqual([
      ['index.html'],
      ['assets', 'index-BGf_Go-1.js'],
      ['assets', 'a.css'],
      ['assets', 'index.js'],
      ['b.js'],
    ]);
  });

  test.each([
    'app://layerscope/../../etc/passwd',
    'app://layerscope/..%2f..%2fetc%2fpasswd.js',
    'app://layerscope/%2e%2e/main/main.js.html/%2e%2e',
    'app://layerscope/a%5c..%5cb.js',
    'app://layerscope/a%00.js',
    'app://layerscope/c%3a/b.js',
    'app://layerscope/.built-from',
    'app://layerscope/.hidden/a.js',
    'app://layerscope/a//b.js',
    'app://layerscope/%ZZ.js',
    'app://layerscope/',
    'app://layerscope',
    'app://layerscope/assets',
    'app://layerscope/program.exe',
    'app://elsewhere/index.html',
    'app://user@layerscope/index.html',
    'app://layerscope:1/index.html',
    'app://layerscope.example/index.html',
    'https://layerscope/index.html',
    'file:///index.html',
    'index.html',
    '',
  ])('that is odd names nothing: %s', (url) => {
    expect(assetSegments(url)).toBeNull();
  });

  test('is told from others by its whole origin', () => {
    const urls = [
      pageUrl,
      'app://layerscope/',
      'app://layerscopes/',
      'app:layerscope',
      'about:blank',
    ];
    expect(urls.map(isPageUrl)).toEqual([true, true, false, false, false]);
  });
});

test('files are served as what they are', () => {
  expect(['a.html', 'a.js', 'a.CSS', 'a.svg', 'a.exe', 'html'].map(mediaTypeOf)).toEqual([
    'text/html; charset=utf-8',
    'text/javascript; charset=utf-8',
    'text/css; charset=utf-8',
    'image/svg+xml',
    'application/octet-stream',
    'text/html; charset=utf-8',
  ]);
});

test('the policy names no remote host and nothing unsafe', () => {
  const policy = contentSecurityPolicy('abc=');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("style-src 'self' 'nonce-abc='");
  expect(policy).not.toMatch(/https?:|\*|unsafe|data:/);
});

test('the nonce stands where the page looks for it', () => {
  expect(withNonce('<html><head><title>a</title></head></html>', 'abc=')).toBe(
    '<html><head><meta property="csp-nonce" nonce="abc=" /><title>a</title></head></html>',
  );
});
