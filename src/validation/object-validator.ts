import { type KindSchema, type KindVersion, readCrd } from '../codegen/kind-schema.ts';
import { withinBounds } from '../codegen/schema-bounds.ts';
import { schemaDefaultsOf } from '../codegen/schema-defaults-of.ts';
import { FINDING_SEVERITY, type Finding } from '../gatewayapi/finding.ts';
import { asObject, type JsonObject } from '../kube/json.ts';
import { formatKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import { groupOf, type RawObject, versionOf } from '../kube/raw-object.ts';
import type { SchemaDefaults } from '../kube/schema-defaults.ts';
import { applyDefaults } from './apply-defaults.ts';
import { checkListTypes } from './check-list-types.ts';
import { checkMetadata } from './check-metadata.ts';
import { checkStructure } from './check-structure.ts';
import { compileSchema } from './compile-schema.ts';
import type { FieldProblem } from './field-problem.ts';
import type { PatternFinder } from './pattern-finder.ts';
import { prune } from './prune.ts';
import type { RuleEngine } from './rule-engine.ts';
import { runRules } from './run-rules.ts';
import type { SchemaNode } from './schema-node.ts';
import { skippedRules } from './skipped-rules.ts';

/** What the pure layer does not have itself. */
export interface ValidatorTools {
  readonly engine: RuleEngine;
  readonly findPattern: PatternFinder;
}

export interface ObjectValidator {
  /**
   * What an API server with these CRDs would refuse when the object is created; undefined where no CRD tells about its
   * kind. Takes the object as it was written, without defaults.
   */
  validate(written: RawObject, key: ObjectKey): readonly Finding[] | undefined;
  /** The rules that cannot be run, of the kinds that were validated so far. */
  skippedRules(): readonly Finding[];
}

/** Turns of loops that the rules of one object may take: ten times what the largest objects of Gateway API need. */
const MAX_STEPS = 1_000_000;

interface CompiledVersion {
  readonly root: SchemaNode;
  readonly defaults: SchemaDefaults | undefined;
  /** Whether a status is written apart, so that one that comes with a new object is dropped unseen. */
  readonly dropsStatus: boolean;
}

/** Of two CRDs of one kind the later counts. Each version is compiled when the first object of it comes. */
export function createObjectValidator(crds: readonly JsonObject[], tools: ValidatorTools): ObjectValidator {
  const kinds = new Map<string, KindValidator>();
  for (const crd of crds) {
    const kind = readCrd(crd);
    if (kind !== undefined) kinds.set(groupKindId(kind), new KindValidator(kind, crd, tools));
  }
  return {
    validate(written, key) {
      const kind = { group: groupOf(written.apiVersion), kind: written.kind };
      return kinds.get(groupKindId(kind))?.validate(written, key);
    },
    skippedRules: () => [...kinds.values()].flatMap((kind) => kind.skipped()),
  };
}

class KindValidator {
  readonly #kind: KindSchema;
  readonly #crd: JsonObject;
  readonly #tools: ValidatorTools;
  readonly #compiled = new Map<string, CompiledVersion | undefined>();

  constructor(kind: KindSchema, crd: JsonObject, tools: ValidatorTools) {
    this.#kind = kind;
    this.#crd = crd;
    this.#tools = tools;
  }

  validate(written: RawObject, key: ObjectKey): readonly Finding[] {
    const name = versionOf(written.apiVersion);
    const version = this.#kind.versions.find((candidate) => candidate.served && candidate.name === name);
    if (version === undefined) return [asFinding(this.#notServed(name), key)];
    const compiled = this.#version(version);
    if (compiled === undefined) return [];
    return withoutRepeats(problemsOf(written, compiled, this.#tools)).map((problem) =>
      asFinding(problem, key),
    );
  }

  skipped(): readonly Finding[] {
    const { group, kind, plural } = this.#kind;
    const object = {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
      name: `${plural}.${group}`,
    };
    return [...this.#compiled].flatMap(([version, compiled]) =>
      compiled === undefined
        ? []
        : skippedRules(compiled.root, this.#tools.engine).map(({ path, rule, problem }) =>
            asFinding(
              {
                code: 'SCHEMA_RULE_SKIPPED',
                path: '',
                message: `a rule of ${kind} ${version} at ${path === '' ? 'the object' : path} is not checked, ${problem}: ${rule}`,
              },
              object,
            ),
          ),
    );
  }

  #version(version: KindVersion): CompiledVersion | undefined {
    if (!this.#compiled.has(version.name))
      this.#compiled.set(version.name, compileVersion(version, this.#crd));
    return this.#compiled.get(version.name);
  }

  #notServed(version: string): FieldProblem {
    const served = this.#kind.versions.filter(({ served: isServed }) => isServed).map(({ name }) => name);
    return {
      code: 'SCHEMA_VERSION_NOT_SERVED',
      path: 'apiVersion',
      message: `no matches for kind "${this.#kind.kind}" in version "${this.#kind.group}/${version}"`,
      hint: `The CRD of ${formatKind(this.#kind)} serves ${served.join(', ') || 'no version'}.`,
    };
  }
}

function compileVersion({ name, schema }: KindVersion, crd: JsonObject): CompiledVersion | undefined {
  if (!withinBounds(schema)) return undefined;
  const versions = asObject(crd['spec'])['versions'];
  const written = (Array.isArray(versions) ? versions : [])
    .map(asObject)
    .find((version) => version['name'] === name);
  return {
    root: compileSchema(schema),
    defaults: schemaDefaultsOf(schema),
    dropsStatus: asObject(written?.['subresources'])['status'] !== undefined,
  };
}

/** In the order in which an API server looks: decoding, defaults, metadata, structure, lists, rules. */
function problemsOf(
  written: RawObject,
  { root, defaults, dropsStatus }: CompiledVersion,
  { engine, findPattern }: ValidatorTools,
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const report = (problem: FieldProblem) => problems.push(problem);
  const full = defaults === undefined ? written : applyDefaults<JsonObject>(written, defaults);
  const pruned = asObject(prune(full, root, '', report));
  const { status: _, ...withoutStatus } = pruned;
  const object = dropsStatus ? withoutStatus : pruned;
  checkMetadata(asObject(object['metadata']), report);
  checkStructure(object, root, '', { report, findPattern });
  checkListTypes(object, root, '', report);
  if (root.hasRules && !problems.some(({ blocksRules }) => blocksRules))
    runRules(object, root, '', { engine, meter: { left: MAX_STEPS }, report });
  return problems;
}

/** Rules that say the same of the same are told about once, as an API server does it. */
function withoutRepeats(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  if (problems.length < 2) return problems;
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}

function asFinding({ code, path, message, hint }: FieldProblem, object: ObjectKey): Finding {
  return {
    code,
    severity: FINDING_SEVERITY[code],
    message,
    object,
    path: path === '' ? undefined : path,
    hint,
    related: [],
  };
}
