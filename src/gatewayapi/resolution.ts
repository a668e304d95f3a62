import type { JsonObject } from '../kube/json.ts';
import { type Unreadable, whyUnavailable } from '../kube/lookup.ts';
import { formatKey, type ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { FINDING_SEVERITY, type Finding, type FindingCode } from './finding.ts';
import type { ReferenceResolutionReason } from './reasons.ts';
import type { Reference } from './reference.ts';

/** Whether a reference resolves, why not, and what was found on the way. A broken reference is a value. */
export interface Resolution {
  readonly reference: Reference;
  readonly reason: ReferenceResolutionReason;
  /** What a controller would put in the condition, names included. */
  readonly message: string;
  /** What to do about it; may hold YAML. */
  readonly hint?: string | undefined;
  readonly permittedBy: readonly RawObject[];
  /** Only what the caller may see: absent for a reference that is not permitted, found or readable. */
  readonly referent?: RawObject | undefined;
  readonly servicePort?: JsonObject | undefined;
  /** What resolves, but; more is known only after further reads (`resolution-warnings.ts`). */
  readonly warnings: readonly Finding[];
}

type Extras = Partial<Pick<Resolution, 'hint' | 'permittedBy' | 'referent' | 'servicePort' | 'warnings'>>;

export function resolved(reference: Reference, message: string, extras: Extras = {}): Resolution {
  return resolutionOf(reference, 'ResolvedRefs', message, extras);
}

export function broken(
  reference: Reference,
  reason: ReferenceResolutionReason,
  message: string,
  extras: Extras = {},
): Resolution {
  return resolutionOf(reference, reason, message, extras);
}

const NONE: readonly never[] = Object.freeze([]);

/** All resolutions have the same fields in the same order: engines handle objects of one shape best. */
function resolutionOf(
  reference: Reference,
  reason: ReferenceResolutionReason,
  message: string,
  { hint, permittedBy = NONE, referent, servicePort, warnings = NONE }: Extras,
): Resolution {
  return { reference, reason, message, hint, permittedBy, referent, servicePort, warnings };
}

/**
 * Nobody could look (`Unknown`), or the caller may not (`Forbidden`, worded the same whether the target exists or
 * not). `what` is what could not be read: `Service shop/cart`. What is assumed to exist resolves, without a referent.
 */
export function unreadable(reference: Reference, answer: Unreadable, what: string): Resolution {
  if (answer.state === 'forbidden') return broken(reference, 'Forbidden', `you may not read ${what}`);
  if (answer.state === 'notServed') {
    return broken(reference, 'Unknown', `${what} could not be read: ${answer.message}`);
  }
  if (answer.cause === 'assumed') return resolved(reference, `${what} is assumed to exist`);
  return broken(reference, 'Unknown', `${what} ${whyUnavailable(answer)}`);
}

export function isResolved(resolution: Resolution): boolean {
  return resolution.reason === 'ResolvedRefs';
}

/** A finding about the reference itself. */
export function referenceFinding(
  reference: Reference,
  code: FindingCode,
  message: string,
  more: { readonly hint?: string; readonly related?: readonly ObjectKey[] } = {},
): Finding {
  return {
    code,
    severity: FINDING_SEVERITY[code],
    message,
    object: reference.from,
    path: reference.path(),
    hint: more.hint,
    related: more.related ?? [reference.target],
  };
}

/** `Service shop/cart` of the reference's target. */
export function targetText(reference: Reference): string {
  return formatKey(reference.target);
}
