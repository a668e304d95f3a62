import type { ObjectKey } from '../../../kube/object-key.ts';
import { settledResolution } from '../../attachment/settled-resolution.ts';
import { premises, type Rule } from '../../fact.ts';
import type { FindingCode, TimedFinding } from '../../finding.ts';
import { GATEWAY_CLASS } from '../../groups.ts';
import { defaultReference } from '../../reference.ts';
import { isResolved, type Resolution, targetText } from '../../resolution.ts';
import { timedWarnings } from '../../resolution-warnings.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { allSpecSites, REFERRING_KINDS } from '../../spec-references.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { nearMisses, nearMissText } from '../near-misses.ts';
import { REFERENCE_CODES, referenceCode, referenceHint } from '../reference-codes.ts';
import { similarName } from '../similar-name.ts';

const WARNING_CODES: readonly FindingCode[] = [
  'BACKEND_TLS_NOT_CHECKED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_EXPIRING',
  'CERTIFICATE_NOT_YET_VALID',
  'ENDPOINTS_NOT_CHECKED',
  'GATEWAY_CLASS_ASSUMED',
  'MESH_CROSS_NAMESPACE',
  'NO_READY_ENDPOINTS',
];

/** semantics.md A.2: every reference in a spec that does not resolve, and what is worth a word where it does. */
export const references: FindingRule = {
  codes: [...REFERENCE_CODES, ...WARNING_CODES],
  kinds: REFERRING_KINDS,
  *find(object) {
    const broken: TimedFinding[] = [];
    const warnings = new Map<string, TimedFinding>();
    for (const site of allSpecSites(object)) {
      const resolution = yield* settledResolution(object, yield* resolveReference(defaultReference(site)));
      if (!isResolved(resolution)) broken.push(yield* brokenReference(resolution));
      else if (!isWithoutTraffic(site.node)) {
        // One backend of several rules, or one certificate of several listeners, is told about once.
        for (const warning of yield* timedWarnings(resolution)) {
          const id = `${warning.code} ${warning.message}`;
          if (!warnings.has(id)) warnings.set(id, warning);
        }
      }
    }
    return [...broken, ...warnings.values()];
  },
};

/** A backend of weight 0 gets no requests that could fail. */
function isWithoutTraffic(node: object): boolean {
  return 'weight' in node && node.weight === 0;
}

function* brokenReference(resolution: Resolution): Rule<TimedFinding> {
  const code = referenceCode(resolution);
  const { reference, message, hint } = resolution;
  const { from, target } = reference;
  const place = { path: reference.path(), related: [target] };
  if (code === 'GATEWAY_CLASS_NOT_FOUND' && (yield* isAssumed(target))) return assumedClass(resolution);
  if (code === 'REFERENCE_NOT_PERMITTED') return yield* notPermitted(resolution);
  const similar = yield* similarName(resolution);
  const advice = hint ?? referenceHint(code);
  return findingOf(from, {
    code,
    message,
    ...place,
    hint: similar === undefined ? advice : `Did you mean ${similar}? ${advice ?? ''}`.trim(),
  });
}

/** api.md section 4: manifests rarely hold classes. */
function* isAssumed({ name }: ObjectKey): Rule<boolean> {
  return name !== '' && (yield* premises()).absentClass === 'assumed';
}

function assumedClass({ reference }: Resolution): TimedFinding {
  return findingOf(reference.from, {
    code: 'GATEWAY_CLASS_ASSUMED',
    message: `${targetText(reference)} is in none of the files: a controller with every feature is assumed`,
    path: reference.path(),
    hint: 'Add the GatewayClass to the files to have its controller and features taken into account.',
    related: [{ ...GATEWAY_CLASS, name: reference.target.name }],
  });
}

function* notPermitted({ reference, message, hint }: Resolution): Rule<TimedFinding> {
  const near = yield* nearMisses(reference);
  const grants = near.map(({ grant }) => grant);
  return findingOf(reference.from, {
    code: 'REFERENCE_NOT_PERMITTED',
    message,
    path: reference.path(),
    hint: [...near.map(nearMissText), hint ?? ''].join('\n').trim(),
    related: [reference.target, ...grants],
  });
}
