import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/kube/json.ts';

/** One file of `cases/`, as its README describes it. */
export interface ConformanceCase extends Step {
  readonly test: string;
  readonly features: readonly string[];
  readonly skipIfFeatures?: readonly string[];
  readonly onlyIfFeatures?: readonly string[];
  readonly manifests: readonly string[];
  readonly suiteObjects: readonly ObjectName[];
  readonly judgeable: 'yes' | 'partly' | 'no';
  readonly phases?: readonly Phase[];
}

/** What is expected of one state of the cluster. */
export interface Step {
  readonly status: readonly StatusExpectation[];
  readonly requests: readonly JsonObject[];
}

export interface Phase extends Step {
  readonly mutate: readonly Mutation[];
}

export interface ObjectName {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface Mutation extends Partial<ObjectName> {
  readonly op: 'create' | 'mergePatch' | 'delete';
  readonly apiVersion?: string;
  readonly object?: JsonObject;
  readonly patch?: JsonObject;
  readonly createdAfter?: ObjectName;
}

export interface ParentName {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface StatusExpectation extends ObjectName {
  readonly listener?: string;
  readonly parent?: ParentName;
  readonly ancestor?: ParentName;
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly attachedRoutes?: number;
  readonly attachedListenerSets?: number;
  readonly listenersCount?: number;
  readonly supportedKinds?: readonly { readonly group?: string; readonly kind: string }[];
  readonly orNoListenersInStatus?: boolean;
  readonly anyOf?: readonly Alternative[];
  readonly judgeable?: 'yes' | 'no';
}

export interface Alternative {
  readonly noParents?: boolean;
  readonly parentsCount?: number;
  readonly type?: string;
  readonly status?: string;
}

/** The cases of a folder in the order of their names. */
export function readCases(folder: string): readonly ConformanceCase[] {
  const cases = join(folder, 'cases');
  return readdirSync(cases)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(cases, file), 'utf8')) as ConformanceCase);
}
