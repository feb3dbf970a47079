import type { Descriptor } from './descriptor.ts';
import { familiarName, fullName, parseReference } from './reference.ts';

/** Annotations by which an entry of index.json names what it leads to (OCI image-spec, annotations.md; containerd). */
export const nameAnnotations = {
  refName: 'org.opencontainers.image.ref.name',
  containerdName: 'io.containerd.image.name',
} as const;

/**
 * The name that an entry of index.json gives, as Docker lists it; null when it gives none. containerd's annotation is
 * the whole name. `ref.name` is a tag for most tools and a whole name for podman, so it only counts without the other.
 */
export function referenceOfEntry(entry: Descriptor): string | null {
  const full = entry.annotations.get(nameAnnotations.containerdName) ?? '';
  if (full !== '') return familiarName(full);
  const name = entry.annotations.get(nameAnnotations.refName) ?? '';
  if (name === '') return null;
  return /[/:]/.test(name) ? familiarName(name) : name;
}

/**
 * The annotations that give a name. `ref.name` is the name as Docker lists it, so that `oci:FOLDER:alpine:3.20` finds it
 * with skopeo, podman and umoci; containerd's is the whole one. A bare tag, which is no whole name, has only the first.
 */
export function annotationsFor(reference: string): Readonly<Record<string, string>> {
  const isWhole = /[/:]/.test(reference) && parseReference(reference) !== null;
  if (!isWhole) return { [nameAnnotations.refName]: reference };
  return {
    [nameAnnotations.containerdName]: fullName(reference),
    [nameAnnotations.refName]: familiarName(reference),
  };
}
