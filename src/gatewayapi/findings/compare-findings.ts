import type { ObjectKey } from '../../kube/object-key.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { Finding } from '../finding.ts';
import { comparePaths } from './compare-paths.ts';

/** What the place of a finding in a list depends on; no two findings have the same. */
export type FindingPosition = Pick<Finding, 'code' | 'message' | 'object' | 'path'>;

/** The order of all lists of findings: by object, then by field, then by code. */
export function compareFindings(a: FindingPosition, b: FindingPosition): number {
  return compareObjects(a.object, b.object) || compareWithinObject(a, b);
}

/** Of findings of one object. */
export function compareWithinObject(a: FindingPosition, b: FindingPosition): number {
  return (
    comparePaths(a.path ?? '', b.path ?? '') ||
    compareBytes(a.code, b.code) ||
    compareBytes(a.message, b.message)
  );
}

/** By namespace, cluster-scoped objects first, then by kind and name. */
export function compareObjects(a: ObjectKey, b: ObjectKey): number {
  return (
    compareBytes(a.namespace ?? '', b.namespace ?? '') ||
    compareBytes(a.kind, b.kind) ||
    compareBytes(a.group, b.group) ||
    compareBytes(a.name, b.name)
  );
}
