import { expect, it } from 'vitest';
import { compareFindingLists } from '../../../src/gatewayapi/comparison/compare-finding-lists.ts';
import type { Finding, FindingCode } from '../../../src/gatewayapi/finding.ts';

const finding = (path: string, message: string, code: FindingCode = 'BACKEND_NOT_FOUND'): Finding => ({
  code,
  severity: 'ERROR',
  message,
  object: { group: '', kind: 'Service', namespace: 'shop', name: 'a' },
  path,
  related: [],
});

it('tells what is found only afterwards, and what only before', () => {
  const [stays, goes, comes] = [finding('a', 'stays'), finding('a', 'goes'), finding('a', 'comes')];
  expect(compareFindingLists([stays, goes], [comes, stays])).toEqual({
    introduced: [comes],
    resolved: [goes],
  });
});

it('a field that moves within its list makes no new finding', () => {
  const before = [finding('spec.rules[0].backendRefs[1]', 'gone')];
  expect(compareFindingLists(before, [finding('spec.rules[3].backendRefs[0]', 'gone')])).toEqual({
    introduced: [],
    resolved: [],
  });
});

it('the second of two that are alike is one of its own', () => {
  const [first, second] = [finding('spec.rules[0]', 'gone'), finding('spec.rules[1]', 'gone')];
  expect(compareFindingLists([first], [first, second])).toEqual({ introduced: [second], resolved: [] });
  expect(compareFindingLists([first, second], [second])).toEqual({ introduced: [], resolved: [second] });
});

it('another field, code or object is another finding', () => {
  const before = finding('spec.rules[0]', 'gone');
  for (const after of [
    finding('spec.other[0]', 'gone'),
    finding('spec.rules[0]', 'gone', 'INVALID_KIND'),
    { ...before, object: { ...before.object, name: 'b' } },
  ]) {
    expect(compareFindingLists([before], [after])).toEqual({ introduced: [after], resolved: [before] });
  }
});

it('leaves out what only a controller that is behind is to blame for', () => {
  const codes = ['STATUS_ABSENT', 'STATUS_DISAGREES', 'STATUS_NEVER_REPORTED', 'STATUS_STALE'] as const;
  const stale = codes.map((code) => finding('status', 'old', code));
  expect(compareFindingLists(stale, [])).toEqual({ introduced: [], resolved: [] });
  expect(compareFindingLists([], stale)).toEqual({ introduced: [], resolved: [] });
});
