import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput, notFound } from '../src/errors.ts';
import { all } from '../src/kube/maybe-promise.ts';
import { formatKind, type ObjectKey } from '../src/kube/object-key.ts';
import { readError } from './read-error.ts';
import { servedKey } from './served-key.ts';
import type { KeyInput } from './simulation-input.ts';

export interface WhatIfArguments {
  readonly apply?: readonly string[] | null | undefined;
  readonly delete?: readonly KeyInput[] | null | undefined;
}

/** Bounds of one hypothesis. Reading YAML of this size takes a tenth of a second. */
const MOST_TEXTS = 100;
const MOST_OBJECTS = 100;
const MOST_CHARACTERS = 1_048_576;
const MOST_DELETED = 100;

/** Reading so many characters of YAML takes about as long as visiting a value. */
const CHARACTERS_A_VALUE = 16;

/** `whatIf` of a cluster: the cluster as it would be. */
export async function whatIf(
  view: ClusterView,
  args: WhatIfArguments,
  context: RequestContext,
): Promise<ClusterView> {
  const apply = args.apply ?? [];
  const deleted = args.delete ?? [];
  const length = apply.reduce((sum, text) => sum + text.length, 0);
  refuseTooMuch(apply.length, length, deleted.length);
  if (context.budget?.spend(Math.ceil(length / CHARACTERS_A_VALUE)) === false) throw context.budget.failure;
  for (const { namespace } of deleted) context.nameNamespace(namespace);
  const keys = await all(deleted.map((key, index) => deletedKey(view, key, `delete[${index}]`)));
  const supposed = await context.suppose(view, { apply, delete: keys }, MOST_OBJECTS);
  if (supposed.state === 'unreadable') throw readError(supposed.answer, supposed.what);
  return supposed.view;
}

function refuseTooMuch(texts: number, characters: number, deleted: number): void {
  if (texts > MOST_TEXTS) throw badUserInput(`apply: there may be ${MOST_TEXTS} texts at most`);
  if (characters > MOST_CHARACTERS) {
    throw badUserInput(
      `apply: the texts may have ${MOST_CHARACTERS} characters at most, all of them together`,
    );
  }
  if (deleted > MOST_DELETED) throw badUserInput(`delete: there may be ${MOST_DELETED} objects at most`);
}

async function deletedKey(view: ClusterView, key: KeyInput, argument: string): Promise<ObjectKey> {
  const { group, kind } = key;
  if (kind == null || kind === '') throw badUserInput(`${argument}: name the kind`);
  const found = await servedKey(view, { ...key, kind }, argument);
  if (found !== undefined) return found;
  throw notFound(`${argument}: there is no ${formatKind({ group: group ?? '', kind })} in this cluster`);
}
