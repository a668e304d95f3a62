import { asObject, asString, getIn, type JsonObject } from '../../../src/kube/json.ts';

type Test = (object: JsonObject) => boolean;

/** `app=shop,tier!=db,env in (prod,test),!canary`; undefined where the text is no selector. */
export function labelTest(selector: string): Test | undefined {
  const tests = split(selector).map(labelTerm);
  return tests.every((test) => test !== undefined)
    ? (object) => tests.every((test) => test(object))
    : undefined;
}

/** `metadata.name=cart`; only of metadata, as for custom resources. */
export function fieldTest(selector: string): Test | undefined {
  const tests = split(selector).map((term): Test | undefined => {
    const [, field, operator, value] = /^(metadata\.(?:name|namespace))(==?|!=)(.*)$/.exec(term) ?? [];
    if (field === undefined) return undefined;
    return (object) => (getIn(object, ...field.split('.')) === value) === (operator !== '!=');
  });
  return tests.every((test) => test !== undefined)
    ? (object) => tests.every((test) => test(object))
    : undefined;
}

/** At commas outside of parentheses. */
function split(selector: string): readonly string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

function labelTerm(term: string): Test | undefined {
  const [, setKey, operator, list = ''] = /^([\w./-]+)\s+(in|notin)\s+\((.*)\)$/.exec(term) ?? [];
  if (setKey !== undefined) {
    const values = list.split(',').map((value) => value.trim());
    return (object) => values.includes(label(object, setKey) ?? '\0') === (operator === 'in');
  }
  const [, key, sign, value] = /^([\w./-]+)\s*(==?|!=)\s*([\w.-]*)$/.exec(term) ?? [];
  if (key !== undefined) return (object) => (label(object, key) === value) === (sign !== '!=');
  const [, not, existing] = /^(!?)\s*([\w./-]+)$/.exec(term) ?? [];
  if (existing === undefined) return undefined;
  return (object) => (label(object, existing) !== undefined) === (not === '');
}

function label(object: JsonObject, key: string): string | undefined {
  return asString(asObject(getIn(object, 'metadata', 'labels'))[key]);
}
