import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createCelEngine } from '../../src/cel/cel-engine.ts';
import { findPattern } from '../../src/cel/find-pattern.ts';
import { mainVersion, readCrd } from '../../src/codegen/kind-schema.ts';
import type { Finding } from '../../src/gatewayapi/finding.ts';
import type { Json, JsonObject } from '../../src/kube/json.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { compileSchema } from '../../src/validation/compile-schema.ts';
import { createObjectValidator } from '../../src/validation/object-validator.ts';
import type { RuleEngine, RuleProgram } from '../../src/validation/rule-engine.ts';
import type { SchemaNode } from '../../src/validation/schema-node.ts';
import { hasCrds, readRelease } from '../codegen/crd-fixtures.ts';

interface Refusal {
  readonly spec: Json;
  /** Parts of the messages, by path. */
  readonly refused: { readonly [path: string]: readonly string[] };
}

const FOLDER = join(import.meta.dirname, 'refusals');
const KINDS: { readonly [file: string]: string } = {
  'backend-tls-policy': 'BackendTLSPolicy',
  gateway: 'Gateway',
  'grpc-route': 'GRPCRoute',
  'http-route': 'HTTPRoute',
  'reference-grant': 'ReferenceGrant',
};

/** Rules that no object can break: others refuse it first. */
const OUT_OF_REACH = [
  // The enum of the same field comes first, and no rules are run on an object that it refuses.
  "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'",
];

const crds = hasCrds ? await readRelease('v1.6.1-experimental') : [];
const broken = new Set<string>();
const validator = createObjectValidator(crds, { engine: noting(createCelEngine()), findPattern });

/** An engine that notes which rules have said no. */
function noting(engine: RuleEngine): RuleEngine {
  return {
    scalar: engine.scalar,
    compile(expression) {
      const program = engine.compile(expression);
      return 'problem' in program ? program : notingProgram(expression, program);
    },
  };
}

function notingProgram(expression: string, program: RuleProgram): RuleProgram {
  return {
    usesOldSelf: program.usesOldSelf,
    run(self, meter) {
      const outcome = program.run(self, meter);
      if (outcome.state === 'value' && outcome.value === false) broken.add(expression);
      return outcome;
    },
  };
}

function rulesOf(node: SchemaNode): readonly string[] {
  const fields = [...node.properties]
    .filter(([name]) => name !== 'status')
    .map(([, { node: field }]) => field);
  const inner = [...fields, node.items, node.additional].filter((each) => each !== undefined);
  return [...node.rules.map(({ rule }) => rule), ...inner.flatMap(rulesOf)];
}

function schemaOf(kind: string): JsonObject {
  const found = crds.map(readCrd).find((crd) => crd?.kind === kind);
  return (found && mainVersion(found)?.schema) ?? {};
}

function byPath(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const paths = Map.groupBy(findings, ({ path }) => path ?? '');
  return new Map([...paths].map(([path, found]) => [path, found.map(({ message }) => message)]));
}

describe.skipIf(!hasCrds)('what an API server refuses is refused, at the same field', () => {
  for (const file of readdirSync(FOLDER)) {
    const kind = KINDS[file.replace('.yaml', '')] ?? file;
    const rows = parse(readFileSync(join(FOLDER, file), 'utf8'), {
      maxAliasCount: 1000,
    }) as readonly Refusal[];
    test.each(rows)(`${kind}: $refused`, ({ spec, refused }) => {
      const apiVersion = 'gateway.networking.k8s.io/v1';
      const object = { apiVersion, kind, metadata: { namespace: 'shop', name: 'web' }, spec } as RawObject;
      const found = byPath(validator.validate(object, keyOf(object)) ?? []);
      expect([...found.keys()].sort()).toEqual(Object.keys(refused).sort());
      for (const [path, parts] of Object.entries(refused)) {
        expect(found.get(path)).toEqual(parts.map((part) => expect.stringContaining(part)));
      }
    });
  }

  test.each(Object.values(KINDS))('every rule of %s is broken by a row', (kind) => {
    const rules = rulesOf(compileSchema(schemaOf(kind)));
    expect(rules.filter((rule) => !broken.has(rule) && !OUT_OF_REACH.includes(rule))).toEqual([]);
  });
});
