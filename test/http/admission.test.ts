import { expect, test } from 'vitest';
import { Admission } from '../../src/http/admission.ts';

test('there are as many places as were asked for', () => {
  const admission = new Admission(2);
  expect([admission.enter(), admission.enter()]).not.toContain(undefined);
  expect(admission.enter()).toBeUndefined();
  expect(admission.inFlight).toBe(2);
});

test('a request that is refused before its work begins gives its place back with its response', () => {
  const admission = new Admission(1);
  admission.enter()?.endResponse();
  expect(admission.inFlight).toBe(0);
});

test.each([
  ['the work, then the response', ['endWork', 'endResponse']],
  ['the response, then the work', ['endResponse', 'endWork']],
] as const)('a place is free when both are over: %s', (_order, [first, second]) => {
  const admission = new Admission(1);
  const place = admission.enter();
  place?.startWork();
  place?.[first]();
  expect(admission.inFlight).toBe(1);
  place?.[second]();
  expect(admission.inFlight).toBe(0);
});

test('a place is given back once, however often its end is told', () => {
  const admission = new Admission(2);
  const place = admission.enter();
  admission.enter();
  place?.startWork();
  for (let i = 0; i < 3; i++) {
    place?.endWork();
    place?.endResponse();
  }
  expect(admission.inFlight).toBe(1);
});
