import { describe, expect, test } from 'vitest';
import { buildDescriptionsMap } from '../../scripts/descriptions/build-descriptions-map.ts';
import { readGeneratedSdl } from '../../scripts/descriptions/generated-sdl.ts';
import { ownDescriptions } from '../../src/codegen/own-descriptions.ts';
import { experimentalNames } from '../../src/generated/experimental-names.ts';

const texts = buildDescriptionsMap();
const sdl = readGeneratedSdl();
const SEED = 'KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef';
const MARK = 'Experimental channel.';

/** Every generated type and field by name, with the words that the SDL itself has for it. */
function describables(): readonly (readonly [string, string | undefined])[] {
  const types = [...sdl.objects.keys(), ...sdl.enums].filter((name) => !/(?:Connection|Edge)$/.test(name));
  const fields = [...sdl.objects].flatMap(([type, all]) =>
    all.map((field) => [`${type}.${field.name}`, field.description] as const),
  );
  const pages = /(?:Connection|Edge)\./;
  return [
    ...types.map((name) => [name, undefined] as const),
    ...fields.filter(([name]) => !pages.test(name)),
  ];
}

describe('offline descriptions', () => {
  test('cover at least 95 % of all generated types and fields', () => {
    const all = describables();
    const missing = all.filter(
      ([name, own]) => own === undefined && [undefined, MARK].includes(texts.get(name)),
    );
    expect(all.length).toBeGreaterThan(1000);
    expect(missing.length / all.length, missing.map(([name]) => name).join('\n')).toBeLessThanOrEqual(0.05);
  });

  test('say of the type that the project began from all that upstream says', () => {
    expect(texts.get(SEED)).toMatch(/^BackendRef references a resource\b.*\./);
    expect(texts.get(SEED)).toContain('Support: Implementation-specific for any other resource');
    expect(texts.get(SEED)).toContain('BackendObjectReference defines');
    expect(texts.get(`${SEED}.group`)).toMatch(
      /^Group is the group of the referent\..*core API group is inferred\.$/s,
    );
    expect(texts.get(`${SEED}.kind`)).toMatch(
      /Support: Implementation-specific \(Services with type ExternalName\)$/,
    );
    expect(texts.get(`${SEED}.name`)).toMatch(/^Name is\b.*\breferent\.$/);
    expect(texts.get(`${SEED}.namespace`)).toMatch(
      /^Namespace is the namespace of the backend\..*Support: Core$/s,
    );
    expect(texts.get(`${SEED}.port`)).toMatch(
      /^Port specifies the destination port number.*or this field\.$/s,
    );
  });

  test('follow `extends`, so that backendRefs have the fields of their base types', () => {
    expect(texts.get('KubernetesKindHTTPRouteSpecRulesBackendRefs.weight')).toContain('Weight');
    expect(texts.get('KubernetesKindHTTPRouteSpecRulesBackendRefs.name')).toMatch(
      /^Name is\b.*\breferent\.$/,
    );
  });

  test('take those of v1alpha2 where the packages have no v1', () => {
    expect(texts.get('KubernetesKindTCPRoute')).toContain('TCPRoute');
    expect(texts.get('KubernetesKindUDPRouteSpecRules.backendRefs')).toBeDefined();
  });

  test('hold no markers and no escapes of the generators', () => {
    const bad = [...texts].filter(([, text]) => /<\/?gateway:|\\[*'"/]|Notes for implementors/.test(text));
    expect(bad).toEqual([]);
  });

  test('begin with the channel for all that is experimental, and for nothing else', () => {
    const marked = [...texts].filter(([, text]) => text.startsWith(MARK)).map(([name]) => name);
    expect(marked.toSorted()).toEqual(experimentalNames.toSorted());
  });

  test('name only what the schema has', () => {
    const fields = [...sdl.objects].flatMap(([type, all]) => all.map(({ name }) => `${type}.${name}`));
    const known = new Set([...sdl.objects.keys(), ...sdl.enums, ...fields]);
    const enumValue = (name: string) => sdl.enums.has(name.split('.')[0] ?? '');
    const unknown = [...texts.keys()].filter((name) => !known.has(name) && !enumValue(name));
    expect(unknown).toEqual([]);
    expect(Object.keys(ownDescriptions).filter((name) => !known.has(name) && !enumValue(name))).toEqual([]);
  });
});
