import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Rule } from '../fact.ts';
import { FINDING_SEVERITY, type FindingCode, type TimedFinding } from '../finding.ts';

/** One thing to look for. A rule reports causes; what follows from another finding on the same object it leaves out. */
export interface FindingRule {
  /** What it may report. */
  readonly codes: readonly FindingCode[];
  /** The kinds it looks at. */
  readonly kinds: readonly GroupKind[];
  find(object: RawObject, key: ObjectKey): Rule<readonly TimedFinding[]>;
}

interface Problem {
  readonly code: FindingCode;
  readonly message: string;
  /** The field; absent where the object as a whole is meant. */
  readonly path?: string | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly ObjectKey[] | undefined;
}

/** A finding about `object`, whose severity is that of its code. */
export function findingOf(
  object: ObjectKey,
  { code, message, path, hint, related = [] }: Problem,
): TimedFinding {
  return { code, severity: FINDING_SEVERITY[code], message, object, path, hint, related };
}
