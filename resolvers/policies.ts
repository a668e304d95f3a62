import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { policyKindsFact } from '../src/gatewayapi/fact.ts';
import {
  compareEffectiveKeys,
  type EffectiveKey,
  effectiveKey,
  effectivePolicies,
} from '../src/gatewayapi/policies/effective-policies.ts';
import { judgeTarget } from '../src/gatewayapi/policies/judge-target.ts';
import { policiesOf } from '../src/gatewayapi/policies/policies-of.ts';
import type { PolicyKind } from '../src/gatewayapi/policies/policy-kind.ts';
import { placeOf } from '../src/gatewayapi/policies/policy-path.ts';
import { isCrossNamespace, targetPath } from '../src/gatewayapi/policies/policy-target.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { sameKey } from '../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import { computedCondition } from './condition-value.ts';
import { type Connection, connectionOf } from './connection.ts';
import type {
  EffectivePolicyResolvers,
  EffectivePolicyValueResolvers,
  PolicyAttachmentResolvers,
  PolicyPlaceResolvers,
} from './generated/types.ts';
import { decodeCursor, encodeCursor, isListOfStrings } from './page-cursor.ts';
import { pageSize } from './page-size.ts';
import { readError } from './read-error.ts';
import type { ViewedEffectivePolicy, ViewedPolicyAttachment } from './viewed-policies.ts';

/** `policies` of any object. */
export function policiesOfObject(
  object: RawObject,
  args: { readonly inherited?: boolean | null },
  context: RequestContext,
): MaybePromise<readonly ViewedPolicyAttachment[]> {
  const view = context.viewOf(object);
  return andThen(policyKinds(view), (kinds) => {
    const question = { kinds, inherited: args.inherited === true };
    return andThen(view.runInTurns(policiesOf(object, question)), (answer) => {
      if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
      return answer.attachments.map((each) => ({ ...each, view, object: keyOf(object) }));
    });
  });
}

interface EffectiveArguments {
  readonly kinds?: readonly string[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** The name of their order, in cursors. */
const ORDER = ['effectivePolicies'];

/** `effectivePolicies` of any object, page by page. */
export function effectivePoliciesOfObject(
  object: RawObject,
  args: EffectiveArguments,
  context: RequestContext,
): MaybePromise<Connection<ViewedEffectivePolicy>> {
  const view = context.viewOf(object);
  const after = args.after == null ? undefined : decodeCursor(args.after, ORDER, isEffectiveKey);
  const size = pageSize(args.first, context.limits.pageSize);
  return andThen(policyKinds(view), (all) => {
    const kinds = wantedKinds(all, args.kinds);
    return andThen(view.runInTurns(effectivePolicies(object, kinds)), (answer) => {
      if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
      const { policies } = answer;
      const start = after === undefined ? 0 : firstBehind(policies.map(effectiveKey), after);
      const end = Math.min(policies.length, start + (size ?? policies.length));
      const page = {
        nodes: policies.slice(start, end).map((each) => ({ ...each, view, object: keyOf(object) })),
        hasNextPage: end < policies.length,
        hasPreviousPage: start > 0,
        totalCount: policies.length,
      };
      return connectionOf(page, (node) => encodeCursor(ORDER, effectiveKey(node)));
    });
  });
}

/** Which kinds are policies has to be known: without it, an object would seem to have none. */
function policyKinds(view: ClusterView): MaybePromise<readonly PolicyKind[]> {
  return andThen(view.run(policyKindsFact()), (known) => {
    if (known.state !== 'policyKinds') throw readError(known, 'the list of served kinds');
    return known.kinds;
  });
}

function wantedKinds(all: readonly PolicyKind[], wanted: EffectiveArguments['kinds']): readonly PolicyKind[] {
  if (wanted == null) return all;
  const unknown = wanted.find((name) => !all.some(({ kind }) => kind === name));
  if (unknown === undefined) return all.filter(({ kind }) => wanted.includes(kind));
  const known = [...new Set(all.map(({ kind }) => kind))].join(', ');
  throw badUserInput(`kinds: ${JSON.stringify(unknown)} is no kind of policy here; there are ${known}`);
}

function isEffectiveKey(key: readonly unknown[]): key is EffectiveKey {
  return key.length === 2 && isListOfStrings(key);
}

function firstBehind(keys: readonly EffectiveKey[], after: EffectiveKey): number {
  const at = keys.findIndex((key) => compareEffectiveKeys(key, after) > 0);
  return at < 0 ? keys.length : at;
}

export const policyAttachment: PolicyAttachmentResolvers = {
  policy: ({ policy, view }, _, context) => context.see(policy, view),
  policyKey: ({ policy }) => keyOf(policy),
  mode: ({ kind }) => kind.mode,
  path: ({ policy, position }) => targetPath(policy, position),
  target: ({ target: { group, kind, namespace, name, sectionName } }) =>
    placeOf({ group, kind, namespace, name }, sectionName),
  inherited: ({ target, object }) => !sameKey(target, object),
  accepted: ({ policy, target, position, kind, view }) =>
    andThen(view.run(judgeTarget(policy, { target, position, kind })), (condition) =>
      computedCondition(condition, policy),
    ),
  governedBy: ({ winner }) => (winner === undefined ? null : keyOf(winner)),
  consumerOnly: ({ policy, target }) => isCrossNamespace(policy, target),
};

export const policyPlace: PolicyPlaceResolvers = {
  sectionName: ({ sectionName }) => sectionName ?? null,
};

export const effectivePolicy: EffectivePolicyResolvers = {
  kind: ({ kind }) => kind.kind,
  group: ({ kind }) => kind.group,
  mode: ({ kind }) => kind.mode,
  policies: ({ attachments, view, object }) => attachments.map((each) => ({ ...each, view, object })),
  spec: ({ merged }) => merged?.spec ?? null,
  values: ({ merged }) => merged?.values ?? null,
};

export const effectivePolicyValue: EffectivePolicyValueResolvers = {
  origin: ({ origin }) => keyOf(origin.attachment.policy),
  part: ({ origin }) => origin.part,
};
