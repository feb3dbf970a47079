/**
 * Where a value departs from what the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) asks for, as far as this
 * program uses it: required properties, their types, the words that are allowed, and that nothing else stands there.
 */
export function isSarif(value: unknown): readonly string[] {
  return [...faults(value, log, '$')];
}

type Form =
  | { readonly kind: 'text'; readonly words?: readonly string[]; readonly pattern?: RegExp }
  | { readonly kind: 'number'; readonly least: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'list'; readonly of: Form; readonly least?: number }
  | { readonly kind: 'map'; readonly of: Form }
  | { readonly kind: 'anything' }
  | {
      readonly kind: 'object';
      readonly required: readonly string[];
      readonly properties: Readonly<Record<string, Form>>;
    };

const text: Form = { kind: 'text' };
const anything: Form = { kind: 'anything' };
const levels: Form = { kind: 'text', words: ['none', 'note', 'warning', 'error'] };
/** A uri-reference (RFC 3986) without white space or characters that have to be escaped. */
const address: Form = { kind: 'text', pattern: /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/ };

function object(required: readonly string[], properties: Readonly<Record<string, Form>>): Form {
  return { kind: 'object', required, properties: { properties: anything, ...properties } };
}

function list(of: Form, least = 0): Form {
  return { kind: 'list', of, least };
}

const message = object([], { text });
const artifactLocation = object([], {
  uri: address,
  uriBaseId: text,
  index: { kind: 'number', least: -1 },
  description: message,
});
const rule = object(['id'], {
  id: text,
  name: text,
  shortDescription: object(['text'], { text }),
  fullDescription: object(['text'], { text }),
  help: object(['text'], { text }),
  helpUri: address,
  defaultConfiguration: object([], { level: levels, enabled: { kind: 'boolean' } }),
});
const result = object(['message'], {
  ruleId: text,
  ruleIndex: { kind: 'number', least: -1 },
  level: levels,
  message: object([], { text }),
  locations: list(
    object([], {
      physicalLocation: object([], {
        artifactLocation,
        region: object([], { startLine: { kind: 'number', least: 1 } }),
      }),
      logicalLocations: list(
        object([], { name: text, fullyQualifiedName: text, decoratedName: text, kind: text }),
      ),
    }),
  ),
  partialFingerprints: { kind: 'map', of: text },
});
const run = object(['tool'], {
  tool: object(['driver'], {
    driver: object(['name'], {
      name: text,
      version: text,
      informationUri: address,
      rules: list(rule),
    }),
  }),
  originalUriBaseIds: { kind: 'map', of: artifactLocation },
  invocations: list(object(['executionSuccessful'], { executionSuccessful: { kind: 'boolean' } })),
  columnKind: { kind: 'text', words: ['utf16CodeUnits', 'unicodeCodePoints'] },
  results: list(result),
});
const log = object(['version', 'runs'], {
  $schema: address,
  version: { kind: 'text', words: ['2.1.0'] },
  runs: list(run),
});

function* faults(value: unknown, form: Form, place: string): Generator<string> {
  switch (form.kind) {
    case 'anything':
      return;
    case 'text':
      if (typeof value !== 'string') yield `${place} is no text`;
      else if (form.words?.includes(value) === false) yield `${place}: ${value} is not allowed`;
      else if (form.pattern?.test(value) === false) yield `${place}: ${value} has no such form`;
      return;
    case 'number':
      if (!Number.isInteger(value) || Number(value) < form.least) yield `${place} is no number`;
      return;
    case 'boolean':
      if (typeof value !== 'boolean') yield `${place} is neither true nor false`;
      return;
    case 'list':
      if (!Array.isArray(value) || value.length < (form.least ?? 0)) yield `${place} is no list`;
      else
        for (const [at, each] of value.entries()) yield* faults(each, form.of, `${place}[${at}]`);
      return;
    case 'map':
    case 'object':
      yield* objectFaults(value, form, place);
  }
}

function* objectFaults(
  value: unknown,
  form: Extract<Form, { kind: 'map' | 'object' }>,
  place: string,
): Generator<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield `${place} is no object`;
    return;
  }
  const required = form.kind === 'object' ? form.required : [];
  for (const name of required) if (!(name in value)) yield `${place}.${name} is missing`;
  for (const [name, each] of Object.entries(value)) {
    const own = form.kind === 'map' ? form.of : form.properties[name];
    if (own === undefined) yield `${place}.${name} is not known`;
    else yield* faults(each, own, `${place}.${name}`);
  }
}
