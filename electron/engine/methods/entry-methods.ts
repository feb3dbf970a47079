import { fileAt, requireNode } from '../session/session.ts';
import { findNode, nameText } from '../tree/paths.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { entryDetail } from '../view/entry-detail.ts';
import { Priority } from '../worker/task-runner.ts';
import type { ControlMethodsOf, EngineParts, MethodsOf } from './engine-parts.ts';

/** Single paths of images that have been read. */
export function entryMethods({ sources, tasks }: EngineParts): MethodsOf<'entry'> {
  return {
    'entry.find': async ({ grant, image, path, follow }) => {
      const { tree } = await sources.known(grant, image);
      const node = findNode(tree, path);
      if (node !== -1) return node;
      if (follow === undefined || follow >= tree.layers.length) return null;
      const resolved = resolvePath(tree, follow, path);
      return resolved.found ? resolved.node : null;
    },
    'entry.describe': async ({ grant, image, range, node }) => {
      const { tree } = await sources.known(grant, image);
      return entryDetail(tree, range, requireNode(tree, node));
    },
    'entry.preview': async ({ grant, image, layer, node, limit }, signal) => {
      const file = fileAt(await sources.known(grant, image), layer, node);
      const options = { priority: Priority.interactive, signal };
      return tasks.run('file.preview', { ...file, limit }, options);
    },
    'entry.read': async ({ grant, image, layer, node, offset, length }, signal) => {
      const file = fileAt(await sources.known(grant, image), layer, node);
      const options = { priority: Priority.interactive, signal };
      return tasks.run('file.read', { ...file, offset, length }, options);
    },
    'entry.hash': async ({ grant, image, layer, node }, signal) => {
      const file = fileAt(await sources.known(grant, image), layer, node);
      return tasks.run('file.hash', file, { priority: Priority.interactive, signal });
    },
  };
}

/** Files that are taken out to where the user chose. */
export function entryControl({ sources, jobs, tasks }: EngineParts): ControlMethodsOf<'entry'> {
  return {
    'entry.save': async ({ grant, image, layer, node, destination }) => {
      const file = fileAt(await sources.known(grant, image), layer, node);
      return jobs.run('save', grant, image, ({ signal, progress }) => {
        const options = { priority: Priority.interactive, signal, onProgress: progress };
        return tasks.run('file.save', { ...file, destination }, options);
      });
    },
    'entry.name': async ({ grant, image, node }) => {
      const { tree } = await sources.known(grant, image);
      return nameText(tree, requireNode(tree, node));
    },
  };
}
