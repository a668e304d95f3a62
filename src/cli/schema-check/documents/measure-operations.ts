import { getLocation, type OperationDefinitionNode } from 'graphql';
import { operationsOf } from '../../../limits/measure-selections.ts';
import { operationDepth } from '../../../limits/operation-depth.ts';
import { operationFieldCount } from '../../../limits/operation-field-count.ts';
import type { CompleteDocument } from './complete-document.ts';
import type { MeasuredOperation } from './documents-report.ts';

/** Depth and size of each operation, as the server measures them. */
export function measureOperations({ file, document }: CompleteDocument): readonly MeasuredOperation[] {
  const depth = operationDepth(document);
  const fields = operationFieldCount(document);
  return operationsOf(document).map((operation) => ({
    file,
    ...placeOf(operation),
    type: operation.operation,
    name: operation.name?.value,
    depth: depth(operation),
    // expansion multiplies, beyond what a number can hold
    fields: Math.min(fields(operation), Number.MAX_SAFE_INTEGER),
  }));
}

function placeOf({ loc }: OperationDefinitionNode): { readonly line: number; readonly column: number } {
  return loc === undefined ? { line: 1, column: 1 } : getLocation(loc.source, loc.start);
}
