/**
 * What can decide between two matches (semantics.md D.2, D.3), first the strongest. KIND stands between hostname
 * and path because a GRPCRoute and an HTTPRoute have no other step in common; the specification has no rule for it.
 */
export const PRECEDENCE_STEPS = [
  'HOSTNAME',
  'KIND',
  'PATH_TYPE',
  'PATH_LENGTH',
  'SERVICE_LENGTH',
  'METHOD_LENGTH',
  'METHOD',
  'HEADERS',
  'QUERY_PARAMS',
  'AGE',
  'NAME',
  'RULE_ORDER',
  'MATCH_ORDER',
] as const;

export type PrecedenceStep = (typeof PRECEDENCE_STEPS)[number];
