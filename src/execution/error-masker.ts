import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { faultOf } from '../telemetry/fault.ts';
import type { FaultLog } from './fault-log.ts';

export type ErrorMasker = (
  error: unknown,
  field?: string,
) => Pick<GraphQLFormattedError, 'message' | 'extensions'>;

/**
 * One masker serves one response: a bug that strikes every object of a list is logged once, and all its errors carry
 * that entry's id.
 */
export function errorMasker(log: FaultLog): ErrorMasker {
  const ids = new Map<string, string>();
  return (error, field) => {
    const fault = faultOf(error);
    const signature = `${fault.name}\n${field}\n${fault.at[0]}`;
    let id = ids.get(signature);
    if (id === undefined) {
      id = randomUUID();
      ids.set(signature, id);
      log({ id, ...(field === undefined ? {} : { field }), ...fault });
    }
    return {
      message: `Internal server error. The server's log has it under ${id}.`,
      extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    };
  };
}
