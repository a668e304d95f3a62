import type { Fault } from '../telemetry/fault.ts';

/** A fault for people: what failed, and where in the program. */
export function faultText(fault: Fault & { readonly field?: string }): string {
  const { name, code, field, at, cause } = fault;
  const title = [
    name,
    ...(code === undefined ? [] : [`(${code})`]),
    ...(field === undefined ? [] : [`in field ${field}`]),
  ];
  const frames = at.map((frame) => `\n    at ${frame}`).join('');
  return `${title.join(' ')}${frames}${cause === undefined ? '' : `\n  caused by ${faultText(cause)}`}`;
}
