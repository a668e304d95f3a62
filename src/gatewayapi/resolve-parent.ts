import { asList, asNumber, asString, getIn, isObject, type JsonObject } from '../kube/json.ts';
import { groupKindId } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { premises, type Rule } from './fact.ts';
import { findReferent, kindNotServed, type Referent } from './find-referent.ts';
import {
  CORE,
  GATEWAY,
  GATEWAY_GROUP,
  LISTENER_SET,
  SERVICE,
  SERVICE_IMPORT,
  X_LISTENER_SET,
} from './groups.ts';
import type { Reference } from './reference.ts';
import { broken, type Resolution, referenceFinding, resolved, targetText } from './resolution.ts';
import { existingObject } from './resolve-existing.ts';

/** What a parent offers to `sectionName` and `port`: its listeners, or the ports of a Service. */
interface Sections {
  readonly word: string;
  readonly field: 'listeners' | 'ports';
}

const LISTENERS: Sections = { word: 'listener', field: 'listeners' };
const PORTS: Sections = { word: 'port', field: 'ports' };

/** semantics.md A.2 rows 1-4. */
const PARENT_KINDS: ReadonlyMap<string, Sections> = new Map([
  [groupKindId(GATEWAY), LISTENERS],
  [groupKindId(LISTENER_SET), LISTENERS],
  [groupKindId(X_LISTENER_SET), LISTENERS],
  [groupKindId(SERVICE), PORTS],
  [groupKindId(SERVICE_IMPORT), PORTS],
]);

const REFERENT = { needsGrant: false, absent: 'ParentNotFound', notServed: 'InvalidKind' } as const;

/** A parentRef: the parent exists and has the section and port that it names, both on one listener (C.2). */
export function* resolveParent(reference: Reference): Rule<Resolution> {
  const sections = PARENT_KINDS.get(groupKindId(reference.target));
  if (sections === undefined) return yield* otherParent(reference);
  const referent = yield* findReferent(reference, REFERENT);
  return 'reason' in referent ? referent : selectSection(reference, referent, sections);
}

/** The ancestor in a policy's status: mostly a parent, but any kind may stand there. */
export function* resolveAncestor(reference: Reference): Rule<Resolution> {
  return PARENT_KINDS.has(groupKindId(reference.target))
    ? yield* resolveParent(reference)
    : yield* existingObject(reference, { absent: 'ParentNotFound', notServed: 'InvalidKind' });
}

/** `ListenerSet.spec.parentRef` names a Gateway and no section. */
export function* resolveListenerSetParent(reference: Reference): Rule<Resolution> {
  if (groupKindId(reference.target) !== groupKindId(GATEWAY)) return notAParent(reference);
  const referent = yield* findReferent(reference, REFERENT);
  if ('reason' in referent) return referent;
  return resolved(reference, `${targetText(reference)} exists`, { referent: referent.object });
}

/** Which further kinds can be parents is up to implementations; a part of a cluster does not tell. */
function* otherParent(reference: Reference): Rule<Resolution> {
  const { group } = reference.target;
  const isKnown = group === GATEWAY_GROUP || group === CORE;
  if (isKnown || !(yield* premises()).openWorld) return notAParent(reference);
  const message = `whether ${targetText(reference)} can be a parent is implementation-specific`;
  return broken(reference, 'Unknown', message);
}

function notAParent(reference: Reference): Resolution {
  const { target } = reference;
  if (target.group !== GATEWAY_GROUP || target.kind !== 'Service') {
    const message = `${targetText(reference)} is of a kind that cannot be a parent here`;
    return broken(reference, 'InvalidKind', message);
  }
  // semantics.md A.1 consequence 1: an omitted group means Gateway API, also for kind Service.
  const hint = 'Write group: "" beside kind: Service.';
  const message = `an omitted group means ${GATEWAY_GROUP}, which has no kind Service`;
  return {
    ...kindNotServed(reference, 'InvalidKind'),
    message,
    hint,
    warnings: [
      referenceFinding(reference, 'PARENT_REF_GROUP', message, {
        hint,
        related: [{ ...target, group: CORE }],
      }),
    ],
  };
}

function selectSection(reference: Reference, referent: Referent, sections: Sections): Resolution {
  const { port, sectionName } = reference;
  const found = { referent: referent.object };
  if (port === undefined && sectionName === undefined) {
    return resolved(reference, `${targetText(reference)} exists`, found);
  }
  const candidates = sectionsOf(referent.object, sections);
  const match = candidates.find(
    (section) =>
      (port === undefined || asNumber(section['port']) === port) &&
      (sectionName === undefined || asString(section['name']) === sectionName),
  );
  const wanted = describeWanted(sections.word, sectionName, port);
  if (match === undefined) {
    const message = `${targetText(reference)} has no ${wanted}; it has ${describeSections(candidates, sections)}`;
    return broken(reference, 'NoMatchingParent', message, found);
  }
  const servicePort = sections === PORTS ? { servicePort: match } : {};
  return resolved(reference, `${targetText(reference)} has ${wanted}`, { ...found, ...servicePort });
}

function sectionsOf(parent: RawObject, { field }: Sections): readonly JsonObject[] {
  return asList(getIn(parent, 'spec', field)).filter(isObject);
}

/** `listener https on port 443`, `listener on port 443`, `port 8080` */
function describeWanted(word: string, name: string | undefined, port: number | undefined): string {
  if (port === undefined) return `${word} named ${name}`;
  if (word === 'port') return name === undefined ? `port ${port}` : `port ${port} named ${name}`;
  return `${word}${name === undefined ? '' : ` named ${name}`} on port ${port}`;
}

const MOST_LISTED = 10;

function describeSections(candidates: readonly JsonObject[], { word }: Sections): string {
  if (candidates.length === 0) return `no ${word}s`;
  const listed = candidates.slice(0, MOST_LISTED).map((section) => {
    const name = asString(section['name']);
    const port = asNumber(section['port']);
    return name === undefined ? `${port ?? `an unnamed ${word}`}` : `${name} (${port ?? 'no port'})`;
  });
  const rest = candidates.length - listed.length;
  return rest > 0 ? `${listed.join(', ')} and ${rest} more` : listed.join(', ');
}
