import type { Platform } from '../../../shared/model/platform.ts';
import { field, textOf } from './json.ts';

export const noPlatform: Platform = { os: '', architecture: '', variant: '', osVersion: '' };

/** The `platform` of a descriptor, or the same fields at the top of a config (OCI image-spec, image-index.md and config.md). */
export function parsePlatform(value: unknown): Platform {
  return {
    os: textOf(field(value, 'os')),
    architecture: textOf(field(value, 'architecture')),
    variant: textOf(field(value, 'variant')),
    osVersion: textOf(field(value, 'os.version')),
  };
}

/** `stated` where it says something, else `fallback`, field by field. */
export function mergePlatforms(stated: Platform, fallback: Platform): Platform {
  return {
    os: stated.os || fallback.os,
    architecture: stated.architecture || fallback.architecture,
    variant: stated.variant || fallback.variant,
    osVersion: stated.osVersion || fallback.osVersion,
  };
}

/** What Go calls architectures (`go tool dist list`), in which configs name them. */
const architectures: ReadonlySet<string> = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm'.split(
    ' ',
  ),
);

/**
 * Reads what a user writes: `linux/arm64/v8`, `linux/amd64`, or `amd64` and `arm/v7`, which then mean Linux: what stands
 * first is no operating system when it is an architecture. Common other names of architectures are understood
 * (`x86_64`, `aarch64`). Null when it is none of these.
 */
export function parsePlatformText(text: string): Platform | null {
  const parts = text.trim().toLowerCase().split('/');
  if (parts.length > 3 || parts.some((part) => part === '')) return null;
  const [first = ''] = parts;
  const isArchitecture = architectures.has(splitArchitecture(first, '').architecture);
  const whole = isArchitecture || parts.length === 1 ? ['linux', ...parts] : parts;
  const [os = '', architecture = '', variant = '', ...more] = whole;
  if (more.length > 0) return null;
  return { os, ...splitArchitecture(architecture, variant), osVersion: '' };
}

/** Whether an image's platform is what the user asked for; a variant counts only when asked for. */
export function matchesPlatform(platform: Platform, wanted: Platform): boolean {
  const found = splitArchitecture(platform.architecture, platform.variant);
  return (
    platform.os === wanted.os &&
    found.architecture === wanted.architecture &&
    (wanted.variant === '' || found.variant === wanted.variant)
  );
}

function splitArchitecture(
  name: string,
  variant: string,
): { architecture: string; variant: string } {
  switch (name) {
    case 'x86_64':
    case 'x86-64':
      return { architecture: 'amd64', variant };
    case 'i386':
    case 'i686':
      return { architecture: '386', variant };
    case 'aarch64':
      return { architecture: 'arm64', variant };
    case 'armhf':
      return { architecture: 'arm', variant: variant || 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: variant || 'v6' };
    default:
      return { architecture: name, variant };
  }
}
