import { asList, asObject, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { type Ignorance, ignorance } from '../conditions/computed-condition.ts';
import { lookup, type Rule } from '../fact.ts';
import { NAMESPACE } from '../groups.ts';
import { type Labels, labelSelectorProblem, selectsLabels } from '../select-labels.ts';

/** `namespaces: {from, selector}` of allowedRoutes and allowedListeners, with defaults applied. */
export type NamespaceRule =
  | { readonly from: 'All' | 'None' }
  | { readonly from: 'Same'; readonly namespace: string }
  | { readonly from: 'Selector'; readonly selector: JsonObject }
  /** Permits nobody; `problem` is a sentence. */
  | { readonly from: 'invalid'; readonly problem: string };

interface RuleDefaults {
  readonly from: 'Same' | 'None';
  /** The namespace of the object that defines the rule. */
  readonly namespace: string;
}

export function readNamespaceRule(namespaces: Json | undefined, defaults: RuleDefaults): NamespaceRule {
  const from = getIn(namespaces, 'from') ?? defaults.from;
  switch (from) {
    case 'All':
    case 'None':
      return { from };
    case 'Same':
      return { from, namespace: defaults.namespace };
    case 'Selector':
      return readSelector(getIn(namespaces, 'selector'));
    default:
      return { from: 'invalid', problem: `namespaces.from ${JSON.stringify(from)} is not known` };
  }
}

function readSelector(selector: Json | undefined): NamespaceRule {
  if (!isObject(selector)) {
    return { from: 'invalid', problem: 'namespaces.from is Selector and there is no selector' };
  }
  const problem = labelSelectorProblem(selector);
  return problem === undefined
    ? { from: 'Selector', selector }
    : { from: 'invalid', problem: `namespaces.selector ${problem}` };
}

export type Permission =
  | { readonly permitted: boolean }
  | { readonly permitted: undefined; readonly why: Ignorance };

const YES: Permission = { permitted: true };
const NO: Permission = { permitted: false };

/** Whether objects of a namespace are permitted. Reads the Namespace for a selector only. */
export function* permitsNamespace(rule: NamespaceRule, namespace: string): Rule<Permission> {
  switch (rule.from) {
    case 'All':
      return YES;
    case 'Same':
      return rule.namespace === namespace ? YES : NO;
    case 'Selector': {
      const labels = selectsByName(rule.selector)
        ? { labels: { [NAME_LABEL]: namespace } }
        : yield* namespaceLabels(namespace);
      if ('why' in labels) return { permitted: undefined, why: labels.why };
      return selectsLabels(rule.selector, labels.labels) ? YES : NO;
    }
    default:
      return NO;
  }
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The API server gives every Namespace this label and keeps it: nothing has to be read for it. */
function selectsByName(selector: JsonObject): boolean {
  const keys = [
    ...Object.keys(asObject(selector['matchLabels'])),
    ...asList(selector['matchExpressions']).map((term) => getIn(term, 'key')),
  ];
  return keys.every((key) => key === NAME_LABEL);
}

/**
 * A Namespace that is in no manifest exists all the same, since the object that asks is in it: what is known of it
 * is the label that every API server adds.
 */
function* namespaceLabels(name: string): Rule<{ readonly labels: Labels } | { readonly why: Ignorance }> {
  const answer = yield* lookup({ ...NAMESPACE, name });
  if (answer.state === 'found') {
    return { labels: { [NAME_LABEL]: name, ...(asObject(answer.object.metadata.labels) as Labels) } };
  }
  if (answer.state === 'absent') return { labels: { [NAME_LABEL]: name } };
  return { why: ignorance(answer, `Namespace ${name}`) };
}
