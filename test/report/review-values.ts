import type { Review } from '../../shared/model/review.ts';
import type { SecretFinding } from '../../shared/model/findings.ts';
import type { InstalledPackage } from '../../shared/model/package.ts';
import { hiddenCauses } from '../../shared/model/waste.ts';
import { fileSecret, hiddenGroup, wasteOf } from '../engine/advice/input.ts';
import { digestOf, grantOf } from '../fixtures/image-stacks.ts';

/** A review in which a text stands wherever text of an archive can stand, and every list has a row of each kind. */
export function reviewOf(text: string): Review {
  const path = `etc/${text}`;
  const groups = hiddenCauses.map((cause) =>
    hiddenGroup({ cause, path, reasons: ['owner'], bytes: 1_000_000 }),
  );
  const installed: InstalledPackage = {
    manager: 'npm',
    name: text,
    version: text,
    architecture: text,
    bytes: 10,
    path,
    layer: 1,
  };
  const layerWaste = {
    storedBytes: 50_000_000,
    hiddenBytes: 4_000_000,
    byCause: wasteOf(groups).byCause,
  };
  return {
    source: text,
    image: {
      key: text,
      id: digestOf('image'),
      manifestDigest: null,
      references: [text, text],
      platform: { os: text, architecture: text, variant: text, osVersion: text },
      created: text,
      layers: [0, 1, 2, 3].map((index) => ({
        index,
        availability: 'available',
        digest: null,
        diffId: null,
        mediaType: text,
        storedBytes: 1,
        command: text,
        urls: [],
      })),
      history: [0, 1, 2, 3].map((layer) => ({
        created: null,
        createdBy: text,
        command: text,
        instruction: 'RUN',
        comment: text,
        author: text,
        emptyLayer: false,
        layer,
      })),
      attachments: [],
      complete: true,
    },
    facts: {
      layers: [],
      problems: [
        { code: 'path-escapes', severity: 'warning', where: { path }, values: { name: text } },
      ],
      unionBytes: 1,
      unionEntries: 1,
    },
    waste: wasteOf(groups, {
      layers: [0, 1, 2, 3].map(() => layerWaste),
      unreadLayers: [3],
    }),
    hiddenFiles: groups.map((group) => ({ ...group, node: 1 })),
    findings: {
      secrets: [
        { ...fileSecret({ path }), masked: text, more: 2 },
        secret({ kind: 'config', key: 'Env', name: text }, text),
        secret({ kind: 'history', step: 2, layer: 2 }, text),
      ],
      permissions: [
        { rule: 'setuid', node: 1, path, layer: 1, mode: 0o4755, uid: 0, gid: 0, detail: '' },
        { rule: 'capability', node: 1, path, layer: 1, mode: 0o755, uid: 0, gid: 0, detail: text },
      ],
      leftovers: [{ rule: 'logs', node: 1, path, layer: 1, files: 3, bytes: 1000 }],
      unlisted: { secrets: 7, permissions: 0, leftovers: 0 },
      scannedFiles: 10,
      skippedFiles: 1,
    },
    duplicates: {
      groups: [
        {
          hash: 'ab',
          bytes: 100,
          copyCount: 12,
          savedBytes: 1100,
          copies: [0, 1].map((node) => ({
            grant: grantOf('x'),
            image: text,
            node,
            path,
            layer: 1,
            visible: true,
            images: 1,
          })),
        },
      ],
      groupCount: 3,
      savedBytes: 1100,
      files: 2,
      hashedBytes: 0,
      unreadLayers: 0,
    },
    packages: {
      layers: [
        {
          layer: 1,
          changes: [
            { change: 'installed', before: null, after: installed },
            { change: 'removed', before: installed, after: null },
            { change: 'changed', before: installed, after: installed },
          ],
          installedBytes: 20,
          removedBytes: 10,
          ownedBytes: 5,
          unownedBytes: 6,
        },
      ],
      unread: [{ manager: 'rpm', path, reason: 'format' }],
      owned: { files: 1, bytes: 5 },
      unowned: { files: 1, bytes: 6 },
      unownedPlaces: [{ node: 1, path, direct: false, layer: 1, files: 1, bytes: 6 }],
      fileLists: ['dpkg'],
    },
    advice: [
      {
        kind: 'merge-steps',
        severity: 'worthwhile',
        savedBytes: 8_000_000,
        layers: [2, 3],
        paths: [{ node: 1, path }],
        files: 9,
        detail: { secret: null, leftover: null, name: '', instruction: `RUN ${text}\n && ${text}` },
      },
      {
        kind: 'secret-in-layer',
        severity: 'urgent',
        savedBytes: null,
        layers: [2],
        paths: [{ node: null, path }],
        files: 1,
        detail: { secret: 'npm-token', leftover: null, name: text, instruction: '' },
      },
      {
        kind: 'ignore-file',
        severity: 'minor',
        savedBytes: 5,
        layers: [],
        paths: [],
        files: 0,
        detail: { secret: null, leftover: 'logs', name: text, instruction: text },
      },
    ],
  };
}

function secret(place: SecretFinding['place'], masked: string): SecretFinding {
  return { rule: 'github-token', confidence: 'high', place, masked, more: 0 };
}
