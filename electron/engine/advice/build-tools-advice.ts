import type { Advice } from '../../../shared/model/advice.ts';
import type { InstalledPackage } from '../../../shared/model/package.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { shownPaths } from './advice-input.ts';
import type { AdviceInput, ToolFile } from './advice-input.ts';
import { isWorthwhile, severityOf } from './severity.ts';

/** Compilers, linkers and what drives them, as dpkg, apk and rpm name them, with or without a version. */
const tools =
  /^(?:gcc|g\+\+|gcc-c\+\+|cpp|clang|llvm|binutils|make|cmake|ninja-build|samurai|autoconf|automake|libtool|bison|flex|build-essential|build-base|gfortran|rust|rustc|cargo|go|golang|dpkg-dev|rpm-build|meson|m4|nasm|yasm)(?:-\d[\d.]*)?(?:-(?:bin|go|src|tools|common|(?:x86-64-|aarch64-)?linux-gnu))*$/;
/** Headers, what is linked into programs while they are built, and compilers of Java. */
const headers =
  /-(?:dev|devel|headers|devel-static|jdk|jdk-headless)$|^(?:lib.+|.+-libs|glibc|musl|zlib)-static$/;

/** Whether a package is there to build programs and not to run them. */
export function isBuildTool({
  manager,
  name,
}: Pick<InstalledPackage, 'manager' | 'name'>): boolean {
  if (manager === 'npm' || manager === 'python') return false;
  return tools.test(name) || headers.test(name);
}

/** The build tools that layers above the base brought and that are still there after the last one. */
export function buildTools(
  { layers }: PackageLayers,
  baseLayers: number,
): readonly InstalledPackage[] {
  const there = new Map<string, InstalledPackage>();
  for (const { before, after } of layers.flatMap(({ changes }) => changes)) {
    if (before !== null) there.delete(keyOf(before));
    if (after !== null) there.set(keyOf(after), after);
  }
  return [...there.values()].filter((each) => isBuildTool(each) && each.layer >= baseLayers);
}

function keyOf({ manager, name, architecture, path }: InstalledPackage): string {
  return [manager, name, architecture ?? '', path].join('\n');
}

/**
 * One piece for compilers and headers in the final view: what is built needs them, what runs does not. It saves the
 * bytes of their own files; what was installed along with them may go too, and is not counted.
 */
export function buildToolsAdvice(
  { packages, baseLayers, toolFiles, waste }: AdviceInput,
  isClaimed: (path: string) => boolean,
): readonly Advice[] {
  const found = buildTools(packages, baseLayers).toSorted(
    (one, other) => (other.bytes ?? 0) - (one.bytes ?? 0),
  );
  if (found.length === 0) return [];
  const files = toolFiles?.filter(({ path }) => !isClaimed(path)) ?? [];
  const bytes = toolFiles === null ? null : files.reduce((sum, each) => sum + each.bytes, 0);
  const { storedBytes } = waste;
  if (bytes !== null && !isWorthwhile(bytes, storedBytes)) return [];
  return [
    {
      kind: 'build-tools',
      severity: bytes === null ? 'minor' : severityOf(bytes, storedBytes),
      savedBytes: bytes,
      layers: [...new Set(found.map(({ layer }) => layer))],
      paths: largest(files).map(({ node, path }) => ({ node, path })),
      files: files.length,
      detail: {
        secret: null,
        leftover: null,
        name: found
          .slice(0, shownPaths)
          .map(({ name }) => name)
          .join(', '),
        instruction: 'FROM … AS build\n…\nFROM …\nCOPY --from=build …',
      },
    },
  ];
}

function largest(files: readonly ToolFile[]): readonly ToolFile[] {
  return files.toSorted((one, other) => other.bytes - one.bytes).slice(0, shownPaths);
}
