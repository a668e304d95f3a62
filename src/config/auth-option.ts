import type { OptionRow } from './option-row.ts';
import { oneOf } from './value-parsers.ts';

const AUTH_MODES = ['none', 'token', 'impersonate'] as const;

/**
 * Whose rights count. `none`: those of gwql's own credentials, for whoever reaches this machine. `token`: those of the
 * token that each request brings. `impersonate`: those of the user whom a trusted proxy names.
 */
export type AuthMode = (typeof AUTH_MODES)[number];

export const AUTH: OptionRow<AuthMode> = {
  name: 'auth',
  placeholder: 'mode',
  help: "whose rights count: none: those of the kubeconfig, on loopback only; token: each caller's own, by bearer token; impersonate: those of the user that a trusted proxy names",
  otherwise: 'token in a pod, else none',
  parse: oneOf(...AUTH_MODES),
};
