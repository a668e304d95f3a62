import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import type { CheckResult } from './check-result.ts';

type Compare = (a: CheckResult, b: CheckResult) => number;

/** By file in the order of reading, then by place, then by code. */
export function compareResults(files: readonly string[]): Compare {
  const positions = new Map(files.map((file, position) => [file, position]));
  const positionOf = ({ source }: CheckResult) => positions.get(source.file) ?? files.length;
  return (a, b) =>
    positionOf(a) - positionOf(b) ||
    compareBytes(a.source.file, b.source.file) ||
    a.source.line - b.source.line ||
    a.source.column - b.source.column ||
    compareBytes(a.code, b.code) ||
    compareBytes(a.message, b.message);
}
