import { isObject, type Json } from '../kube/json.ts';

const LINE_WIDTH = 110;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** JSON as a TypeScript literal, in the style of this repository; `room` is what the line already holds. */
export function printLiteral(value: unknown, indent = '', room = indent.length): string {
  const flat = printFlat(value as Json);
  if (room + flat.length < LINE_WIDTH || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${printLiteral(item, inner)},\n`);
    return `[\n${items.join('')}${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const start = `${inner}${printKey(key)}: `;
    return `${start}${printLiteral(item, inner, start.length)},\n`;
  });
  return `{\n${entries.join('')}${indent}}`;
}

/** A string as a TypeScript literal in single quotes, or in double quotes where those need no escapes. */
export function printString(text: string): string {
  const escaped = JSON.stringify(text);
  if (!text.includes("'")) return `'${escaped.slice(1, -1).replaceAll('\\"', '"')}'`;
  return escaped;
}

function printFlat(value: Json | undefined): string {
  if (typeof value === 'string') return printString(value);
  if (Array.isArray(value)) return `[${value.map(printFlat).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${printKey(key)}: ${printFlat(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function printKey(key: string): string {
  return IDENTIFIER.test(key) ? key : printString(key);
}
