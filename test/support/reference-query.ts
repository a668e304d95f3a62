import type { ExampleObject } from './example-files.ts';

interface Selection {
  readonly fields: Map<string, Selection>;
}

const RESOLUTION = '{ reason target { group kind namespace name } }';

/** Asks for the resolution at each path (`spec.rules[0].backendRefs[1]`) of one object. */
export function referenceQuery({ kind }: ExampleObject, paths: readonly string[]): string {
  const root: Selection = { fields: new Map() };
  for (const path of paths) select(root, fieldsOf(path));
  return `query ($group: String!, $kind: String!, $namespace: String, $name: String!) {
    object(group: $group, kind: $kind, namespace: $namespace, name: $name) {
      ... on KubernetesKind${kind} ${print(root)}
    }
  }`;
}

/** The value at the path in the answer: what `resolution` gave. */
export function resolutionAt(object: unknown, path: string): unknown {
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const last = steps.pop();
  const parent = steps.reduce(step, object);
  return last === 'gatewayClassName'
    ? step(parent, 'gatewayClassResolution')
    : step(step(parent, last ?? ''), 'resolution');
}

function step(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

function fieldsOf(path: string): readonly string[] {
  const fields = path.replaceAll(/\[\d+\]/g, '').split('.');
  return fields.at(-1) === 'gatewayClassName'
    ? [...fields.slice(0, -1), 'gatewayClassResolution']
    : [...fields, 'resolution'];
}

function select(selection: Selection, fields: readonly string[]): void {
  const [first, ...rest] = fields;
  if (first === undefined) return;
  const next = selection.fields.get(first) ?? { fields: new Map() };
  selection.fields.set(first, next);
  select(next, rest);
}

function print({ fields }: Selection): string {
  const lines = [...fields].map(([field, next]) => {
    return `${field} ${next.fields.size === 0 ? RESOLUTION : print(next)}`;
  });
  return `{ ${lines.join(' ')} }`;
}
