import { asList, asString, getIn, isObject, type JsonObject } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { GATEWAY, LISTENER_SET, ROUTE_KINDS, SERVICE, X_LISTENER_SET } from '../groups.ts';

/** The parts of an object that a policy may name in `sectionName` (semantics.md E.1). */
interface SectionRule {
  readonly path: readonly string[];
  /** For messages: `listener`. */
  readonly word: string;
  readonly nameOf: (section: JsonObject, index: number) => string | undefined;
}

const name = (section: JsonObject): string | undefined => asString(section['name']) || undefined;

const LISTENERS: SectionRule = { path: ['spec', 'listeners'], word: 'listener', nameOf: name };
const RULES: SectionRule = { path: ['spec', 'rules'], word: 'rule', nameOf: ruleName };
const PORTS: SectionRule = { path: ['spec', 'ports'], word: 'port', nameOf: name };

const SECTION_RULES: ReadonlyMap<string, SectionRule> = new Map([
  ...[GATEWAY, LISTENER_SET, X_LISTENER_SET].map((kind) => [groupKindId(kind), LISTENERS] as const),
  ...ROUTE_KINDS.map((kind) => [groupKindId(kind), RULES] as const),
  [groupKindId(SERVICE), PORTS] as const,
]);

/** A rule without a name is known by its place, counted from 1 (as policy-machinery does). */
export function ruleName(rule: JsonObject, index: number): string {
  return name(rule) ?? `rule-${index + 1}`;
}

export interface Sections {
  readonly word: string;
  readonly names: readonly string[];
}

/** Undefined for kinds whose sections only their implementation knows. */
export function sectionsOf(object: RawObject): Sections | undefined {
  const kind: GroupKind = { group: groupOf(object.apiVersion), kind: object.kind };
  const rule = SECTION_RULES.get(groupKindId(kind));
  if (rule === undefined) return undefined;
  const names = asList(getIn(object, ...rule.path)).flatMap((section, index) =>
    isObject(section) ? (rule.nameOf(section, index) ?? []) : [],
  );
  return { word: rule.word, names };
}
