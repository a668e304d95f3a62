import { FINDING_SEVERITY, type Finding } from '../../gatewayapi/finding.ts';
import { ignoredCodes } from '../../gatewayapi/findings/ignored-codes.ts';
import { asObject, asString } from '../../kube/json.ts';
import { formatKind, type ObjectKey } from '../../kube/object-key.ts';
import { groupOf, keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { ObjectValidator } from '../../validation/object-validator.ts';
import { type CliIo, tell } from '../cli-io.ts';
import { countOf } from '../report/count-of.ts';
import { readCrdFiles } from '../schema-generate/read-crd-files.ts';
import type { CheckResult } from './check-result.ts';
import { digest } from './fingerprint.ts';

const MOST_KINDS = 5;

/** Validates objects against the CRDs of `--crds`, and knows what it could not do. */
export class SchemaChecker {
  readonly #validator: ObjectValidator;
  /** By name of the CRD: what was given to read it from. */
  readonly #locations: ReadonlyMap<string, string>;
  readonly #unknownKinds = new Set<string>();

  private constructor(validator: ObjectValidator, locations: ReadonlyMap<string, string>) {
    this.#validator = validator;
    this.#locations = locations;
  }

  /** Undefined where there are no CRDs to read. Rejects with CrdInputError where there is no reading them. */
  static async open(paths: readonly string[]): Promise<SchemaChecker | undefined> {
    if (paths.length === 0) return undefined;
    const read = await Promise.all(
      paths.map(async (path) => (await readCrdFiles(path)).map((crd) => ({ crd, path }))),
    );
    const { createCelEngine } = await import('../../cel/cel-engine.ts');
    const { findPattern } = await import('../../cel/find-pattern.ts');
    const { createObjectValidator } = await import('../../validation/object-validator.ts');
    const tools = { engine: createCelEngine(), findPattern };
    const crds = read.flat();
    return new SchemaChecker(
      createObjectValidator(
        crds.map(({ crd }) => crd),
        tools,
      ),
      new Map(crds.map(({ crd, path }) => [asString(asObject(crd['metadata'])['name']) ?? '', path])),
    );
  }

  /** What an API server would refuse, less what the object's author does not want to hear of. */
  validate(object: RawObject, key: ObjectKey = keyOf(object)): readonly Finding[] {
    const findings = this.#validator.validate(object, key);
    if (findings === undefined) {
      this.#unknownKinds.add(formatKind({ group: groupOf(object.apiVersion), kind: object.kind }));
      return [];
    }
    if (findings.length === 0) return findings;
    const ignored = ignoredCodes(object);
    return findings.filter(({ code }) => !ignored.has(code));
  }

  /** Rules that cannot be run, told of the CRDs that have them. */
  skippedRules(): readonly CheckResult[] {
    return this.#validator.skippedRules().map((finding) => ({
      ...finding,
      severity: FINDING_SEVERITY[finding.code],
      source: { file: this.#locations.get(finding.object.name) ?? 'unknown', line: 1, column: 1 },
      fingerprint: digest([finding.code, finding.object.name, finding.message]),
    }));
  }

  /** Once for all: the kinds of Kubernetes itself have no CRDs. */
  tellUnknownKinds(io: CliIo): void {
    const kinds = [...this.#unknownKinds].sort();
    if (kinds.length === 0) return;
    const named = kinds.slice(0, MOST_KINDS).join(', ');
    const others = kinds.length - MOST_KINDS;
    const more = others > 0 ? ` and ${countOf(others, 'other kind')}` : '';
    tell(io, `not validated, because --crds has no CRD of theirs: ${named}${more}`);
  }
}
