import { asList, asString, getIn, type JsonObject } from '../../kube/json.ts';
import type { Header } from './sent-request.ts';

/** What header modifiers do to headers that are not known yet: those of a response. */
export interface HeaderChanges {
  readonly set: readonly Header[];
  readonly add: readonly Header[];
  readonly remove: readonly string[];
}

export const NO_CHANGES: HeaderChanges = Object.freeze({ set: [], add: [], remove: [] });

/**
 * One header modifier. Names are compared without case and each has one action; of equivalent names in one list
 * the first counts (semantics.md D.4).
 */
export function headerChanges(modifier: JsonObject): HeaderChanges {
  return {
    set: firstOfEachName(headers(modifier, 'set')),
    add: firstOfEachName(headers(modifier, 'add')),
    remove: asList(modifier['remove']).filter((name) => typeof name === 'string'),
  };
}

function headers(modifier: JsonObject, action: string): readonly Header[] {
  return asList(modifier[action]).flatMap((item) => {
    const name = asString(getIn(item, 'name'));
    return name === undefined ? [] : [{ name, value: asString(getIn(item, 'value')) ?? '' }];
  });
}

function firstOfEachName(list: readonly Header[]): readonly Header[] {
  return list.filter(({ name }, index) => list.findIndex((other) => sameName(other.name, name)) === index);
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Headers after the changes: set overwrites, add appends behind a comma, remove deletes. */
export function changeHeaders(before: readonly Header[], changes: HeaderChanges): readonly Header[] {
  let after = before;
  for (const header of changes.set) after = [...without(after, header.name), header];
  for (const header of changes.add) {
    const old = after.filter(({ name }) => sameName(name, header.name)).map(({ value }) => value);
    const value = [...old, header.value].join(',');
    after = [...without(after, header.name), { name: header.name, value }];
  }
  for (const name of changes.remove) after = without(after, name);
  return after;
}

function without(headers: readonly Header[], name: string): readonly Header[] {
  return headers.filter((header) => !sameName(header.name, name));
}

/** One set of changes that does what the two do after each other. */
export function composeChanges(first: HeaderChanges, second: HeaderChanges): HeaderChanges {
  if (first === NO_CHANGES) return second;
  let changes = first;
  for (const header of second.set) changes = withSet(changes, header);
  for (const header of second.add) changes = withAdded(changes, header);
  for (const name of second.remove) changes = withRemoved(changes, name);
  return changes;
}

function withSet(changes: HeaderChanges, header: Header): HeaderChanges {
  const { set, add, remove } = forget(changes, header.name);
  return { set: [...set, header], add, remove };
}

/** What is added to a header that was set, or removed, is part of what it is set to. */
function withAdded(changes: HeaderChanges, header: Header): HeaderChanges {
  const set = changes.set.find(({ name }) => sameName(name, header.name));
  if (set !== undefined) return withSet(changes, { ...set, value: `${set.value},${header.value}` });
  if (changes.remove.some((name) => sameName(name, header.name))) return withSet(changes, header);
  return { ...changes, add: [...changes.add, header] };
}

function withRemoved(changes: HeaderChanges, name: string): HeaderChanges {
  const { set, add, remove } = forget(changes, name);
  return { set, add, remove: [...remove, name] };
}

function forget({ set, add, remove }: HeaderChanges, name: string): HeaderChanges {
  return {
    set: without(set, name),
    add: without(add, name),
    remove: remove.filter((other) => !sameName(other, name)),
  };
}
