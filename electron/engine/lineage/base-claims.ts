import type { Digest } from '../../../shared/model/digest.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { baseEvidence, type BaseClaim } from '../../../shared/model/lineage.ts';
import { fullName } from '../image/reference.ts';
import type { SetImage } from '../image/stack-set.ts';
import { releaseName } from './os-release.ts';

/** The images at hand by what others may call them. */
export interface Known {
  readonly references: readonly (readonly string[])[];
  /** By `fullName`. */
  readonly byReference: ReadonlyMap<string, readonly number[]>;
  readonly byId: ReadonlyMap<Digest, readonly number[]>;
  readonly byManifest: ReadonlyMap<Digest, readonly number[]>;
}

export interface ParentsOfImage {
  readonly parents: readonly number[];
  /** How many layers they have. */
  readonly layers: number;
}

/**
 * Everything that is known of what an image is built on, the surest first, then the nearest base; equal claims once.
 * A step that names its base by an ID is left out unless an image at hand has it: builders name their intermediate
 * images like that.
 */
export function baseClaims(
  place: number,
  image: SetImage,
  own: ParentsOfImage,
  known: Known,
): readonly BaseClaim[] {
  const claims = image.baseHints.flatMap((hint) => claimsOf(hint, place, known));
  if (own.parents.length > 0) {
    claims.push({
      how: 'layers',
      rule: null,
      layers: own.layers,
      name: own.parents.flatMap((parent) => known.references[parent] ?? [])[0] ?? null,
      images: own.parents,
    });
  }
  const different = new Map(claims.map((claim) => [JSON.stringify(claim), claim]));
  return [...different.values()].sort(
    (one, other) =>
      baseEvidence.indexOf(one.how) - baseEvidence.indexOf(other.how) ||
      (other.layers ?? 0) - (one.layers ?? 0) ||
      Number(one.name === null) - Number(other.name === null),
  );
}

function claimsOf(hint: BaseHint, place: number, known: Known): readonly BaseClaim[] {
  switch (hint.how) {
    case 'annotation': {
      const { reference, digest } = hint;
      // A digest says exactly which image is meant; a name may have moved on since.
      const found = digest === null ? undefined : known.byManifest.get(digest);
      const images = others(found, place);
      return [{ how: hint.how, rule: null, layers: null, name: reference ?? digest, images }];
    }
    case 'history': {
      const { rule, layers, imageId, reference, system } = hint;
      const named = reference === null ? undefined : known.byReference.get(fullName(reference));
      const images = others(imageId === null ? named : known.byId.get(imageId), place);
      if (imageId !== null && images.length === 0) return [];
      const called = images.flatMap((image) => known.references[image] ?? [])[0];
      return [
        { how: hint.how, rule, layers, name: reference ?? system ?? called ?? imageId, images },
      ];
    }
    case 'os-release': {
      const name = releaseName(hint.release);
      return [{ how: hint.how, rule: null, layers: hint.layers, name, images: [] }];
    }
  }
}

function others(images: readonly number[] | undefined, place: number): readonly number[] {
  return (images ?? []).filter((image) => image !== place);
}
