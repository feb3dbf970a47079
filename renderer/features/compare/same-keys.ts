import type {
  ConfigDifference,
  ConfigSection,
  ConfigValue,
} from '../../../shared/model/comparison.ts';
import type { ConfigModel } from '../config/config-model.ts';

/** A key that has the same value on both sides. */
export interface SameKey {
  readonly section: ConfigSection;
  readonly key: string;
  readonly value: Exclude<ConfigValue, null>;
}

/**
 * What one side's config says and the other's says as well: all of it but for what differs. Keys are written as the
 * engine writes them, so that what differs can be told apart.
 */
export function sameKeys(
  config: ConfigModel,
  differences: readonly ConfigDifference[],
): readonly SameKey[] {
  const differs = new Set(differences.map(({ section, key }) => `${section} ${key}`));
  return keysOf(config).filter(({ section, key }) => !differs.has(`${section} ${key}`));
}

function keysOf(config: ConfigModel): readonly SameKey[] {
  const { run } = config;
  const keys: SameKey[] = [];
  const add = (section: ConfigSection, key: string, value: ConfigValue): void => {
    if (value !== null && value.length > 0) keys.push({ section, key, value });
  };
  add('image', 'created', config.created);
  add('image', 'author', config.author);
  add('image', 'docker_version', config.dockerVersion);
  add('platform', 'os', config.os);
  add('platform', 'architecture', config.architecture);
  add('platform', 'variant', config.variant);
  add('platform', 'os.version', config.osVersion);
  add('platform', 'os.features', config.osFeatures);
  add('config', 'User', run.user);
  add('config', 'ExposedPorts', run.exposedPorts);
  add('config', 'Entrypoint', run.entrypoint);
  add('config', 'Cmd', run.command);
  add('config', 'Volumes', run.volumes);
  add('config', 'WorkingDir', run.workingDirectory);
  add('config', 'StopSignal', run.stopSignal);
  add('config', 'Shell', run.shell);
  add('config', 'OnBuild', run.onBuild);
  for (const { name, value } of run.environment) add('environment', name, value);
  for (const { name, value } of config.labels) add('labels', name, value);
  return keys;
}
