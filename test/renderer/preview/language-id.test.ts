import { describe, expect, test } from 'vitest';
import { languageIds, languageOf } from '../../../renderer/features/preview/language-id.ts';
import { loadLanguage } from '../../../renderer/features/preview/load-language.ts';

describe('by name', () => {
  test.each([
    ['etc/nginx/nginx.conf', 'nginx'],
    ['etc/ssl/openssl.cnf', 'properties'],
    ['Dockerfile', 'dockerfile'],
    ['build/Dockerfile.alpine', 'dockerfile'],
    ['app.dockerfile', 'dockerfile'],
    ['app/package.json', 'json'],
    ['app/main.TS', 'typescript'],
    ['CMakeLists.txt', 'cmake'],
    ['root/.bashrc', 'shell'],
    ['etc/os-release', 'properties'],
    ['.env.production', 'properties'],
    ['var/lib/dpkg/info/base-files.postinst', 'shell'],
    ['readme', null],
    ['archive.tar.gz', null],
    ['__proto__', null],
    ['a.constructor', null],
  ])('%s is %s', (name, language) => expect(languageOf(name, '')).toBe(language));
});

describe('by first line', () => {
  test.each([
    ['#!/bin/sh', 'shell'],
    ['#! /usr/bin/python3.12 -u', 'python'],
    ['#!/usr/bin/env node', 'javascript'],
    ['#!/usr/bin/env -S LANG=C perl -w', 'perl'],
    ['#!/bin/unheard-of', null],
    ['<?xml version="1.0"?>', 'xml'],
    ['<!DOCTYPE html>', 'html'],
    ['just words', null],
  ])('%s is %s', (line, language) => expect(languageOf('usr/bin/tool', line)).toBe(language));

  test('the name counts more', () => expect(languageOf('tool.py', '#!/bin/sh')).toBe('python'));
});

test.each(languageIds)('%s can be loaded', async (id) => {
  const support = await loadLanguage(id);
  expect(support.language.parser.parse('x = 1\n').length).toBe(6);
});
