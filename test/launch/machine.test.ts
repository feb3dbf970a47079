import { describe, expect, it } from 'vitest';
import { displayAddress } from '../../electron/launch/display.mjs';
import { missingLibraries } from '../../electron/launch/libraries.mjs';

describe('displayAddress', () => {
  it.each([
    [':0', { path: '/tmp/.X11-unix/X0' }],
    ['unix:1.0', { path: '/tmp/.X11-unix/X1' }],
    ['localhost:10.0', { host: 'localhost', port: 6010 }],
    ['nonsense', undefined],
  ])('reads %s', (display, address) => {
    expect(displayAddress(display)).toEqual(address);
  });
});

describe('missingLibraries', () => {
  it('names what the linker does not find', () => {
    const listing = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f1e)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
    ].join('\n');
    expect(missingLibraries(listing)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });
});
