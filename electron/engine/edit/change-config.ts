import { applyChanges, parseInstruction } from '../store/change-instructions.ts';
import type { ContainerConfig } from '../store/change-instructions.ts';
import { entriesOf, field, isJsonObject, textMapOf, textOrNull, textsOf } from '../image/json.ts';
import type { JsonObject } from '../image/json.ts';
import type { EditedImage } from './edited-image.ts';
import { addStep } from './edit-history.ts';
import { withFields } from './with-fields.ts';

/**
 * An image whose config is changed by Dockerfile instructions, with a step for each in the history. Everything that they
 * do not speak of stays as it is, whether it is known here or not. Throws `EngineError` `change-invalid`.
 */
export function changeConfig(image: EditedImage, changes: readonly string[]): EditedImage {
  const stated = field(image.config, 'config');
  const container = isJsonObject(stated) ? stated : {};
  const before = containerConfig(container);
  const after = applyChanges(changes, before);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keys].flatMap((key): readonly (readonly [string, unknown])[] => {
    const value: unknown = Reflect.get(after, key);
    return Reflect.get(before, key) === value ? [] : [[key, value]];
  });
  const config = withFields(image.config, {
    config: withFields(container, Object.fromEntries(changed)),
  });
  let { history } = image;
  for (const change of changes) {
    const { name, rest } = parseInstruction(change, []);
    const step = { created_by: `${name} ${rest}`, empty_layer: true } as const;
    history = addStep({ ...image, history }, step);
  }
  return { ...image, config, history };
}

/** What instructions work on, of a config of unknown origin. */
function containerConfig(container: JsonObject): ContainerConfig {
  const list = (name: string): readonly string[] | undefined => {
    const value = field(container, name);
    return Array.isArray(value) ? textsOf(value) : undefined;
  };
  const text = (name: string): string | undefined =>
    textOrNull(field(container, name)) ?? undefined;
  const set = (name: string): Readonly<Record<string, object>> | undefined => {
    const value = field(container, name);
    if (!isJsonObject(value)) return undefined;
    return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, Object(each)]));
  };
  const labels = field(container, 'Labels');
  return {
    Cmd: list('Cmd'),
    Entrypoint: list('Entrypoint'),
    Env: list('Env'),
    ExposedPorts: set('ExposedPorts'),
    User: text('User'),
    WorkingDir: text('WorkingDir'),
    Volumes: set('Volumes'),
    Labels: isJsonObject(labels) ? Object.fromEntries(textMapOf(labels)) : undefined,
    StopSignal: text('StopSignal'),
    Shell: list('Shell'),
    OnBuild: list('OnBuild'),
  };
}
