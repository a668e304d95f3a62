import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject } from '../../src/kube/json.ts';
import type { ConformanceCase, Step } from './conformance-case.ts';
import { mutate } from './mutate.ts';
import type { SuiteObjects } from './suite-objects.ts';

const CLASS_NAME = 'conformance';
export const CONTROLLER_NAME = 'example.net/conformance';
const START = Date.UTC(2026, 0, 1);

/** A step of a case and the objects that are there when it is judged. */
export interface PreparedStep extends Step {
  readonly objects: readonly JsonObject[];
}

/** The states that a case goes through: the beginning, and one after each phase. */
export function prepareSteps(
  folder: string,
  conformanceCase: ConformanceCase,
  suite: { readonly objects: SuiteObjects; readonly features: readonly string[] },
): readonly PreparedStep[] {
  let objects: readonly JsonObject[] = [
    gatewayClass(featuresFor(conformanceCase, suite.features)),
    ...conformanceCase.suiteObjects.map((name) => suite.objects.get(name)),
    ...conformanceCase.manifests.flatMap((path) => readManifest(folder, path)),
  ].map((object) => createdAt(object, timeOf(0)));
  const steps: PreparedStep[] = [{ ...conformanceCase, objects }];
  for (const [index, phase] of (conformanceCase.phases ?? []).entries()) {
    for (const mutation of phase.mutate) objects = mutate(objects, mutation, timeOf(index + 1));
    steps.push({ ...phase, objects });
  }
  return steps;
}

/** Every feature that any case names, less those that this one has to do without. */
function featuresFor({ skipIfFeatures = [] }: ConformanceCase, all: readonly string[]): readonly string[] {
  return all.filter((feature) => !skipIfFeatures.includes(feature));
}

function gatewayClass(features: readonly string[]): JsonObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: CLASS_NAME },
    spec: { controllerName: CONTROLLER_NAME },
    status: { supportedFeatures: features.map((name) => ({ name })) },
  };
}

function readManifest(folder: string, path: string): readonly JsonObject[] {
  const file = path.replace(/^conformance\//, '');
  const text = readFileSync(join(folder, 'manifests', file), 'utf8').replaceAll(
    '{GATEWAY_CLASS_NAME}',
    CLASS_NAME,
  );
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(isObject);
}

function createdAt(object: JsonObject, time: string): JsonObject {
  return { ...object, metadata: { creationTimestamp: time, ...(object['metadata'] as JsonObject) } };
}

function timeOf(phase: number): string {
  return `${new Date(START + phase * 60_000).toISOString().slice(0, 19)}Z`;
}
