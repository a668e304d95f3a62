import { createCelEngine } from '../../src/cel/cel-engine.ts';
import { findPattern } from '../../src/cel/find-pattern.ts';
import type { Finding } from '../../src/gatewayapi/finding.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { createObjectValidator, type ObjectValidator } from '../../src/validation/object-validator.ts';

export function createTestValidator(crds: readonly JsonObject[]): ObjectValidator {
  return createObjectValidator(crds, { engine: createCelEngine(), findPattern });
}

/** What an API server with these CRDs would refuse of the objects, and the rules that could not be run. */
export function validateObjects(
  objects: readonly RawObject[],
  crds: readonly JsonObject[],
): readonly Finding[] {
  const validator = createTestValidator(crds);
  const found = objects.flatMap((object) => validator.validate(object, keyOf(object)) ?? []);
  return [...found, ...validator.skippedRules()];
}
