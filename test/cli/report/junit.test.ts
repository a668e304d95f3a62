import { expect, test } from 'vitest';
import { junitReport } from '../../../src/cli/report/junit.ts';

test('cases stand in their suites, and both are counted', () => {
  const failure = { type: 'BACKEND_NOT_FOUND', message: 'no cart', text: 'create it' };
  const report = junitReport('gwql check', [
    {
      name: 'a.yaml',
      cases: [
        { name: 'broken', className: 'a.yaml', file: 'a.yaml', line: 3, failure },
        { name: 'sound', className: 'a.yaml', time: 0.0125, output: 'a word' },
      ],
    },
    {
      name: 'b.yaml',
      cases: [{ name: 'unread', className: 'b.yaml', error: { type: 'X', message: 'm', text: 't' } }],
    },
  ]);
  expect(report).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gwql check" tests="3" failures="1" errors="1">
  <testsuite name="a.yaml" tests="2" failures="1" errors="0">
    <testcase name="broken" classname="a.yaml" file="a.yaml" line="3">
      <failure type="BACKEND_NOT_FOUND" message="no cart">create it</failure>
    </testcase>
    <testcase name="sound" classname="a.yaml" time="0.013">
      <system-out>a word</system-out>
    </testcase>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="0" errors="1">
    <testcase name="unread" classname="b.yaml">
      <error type="X" message="m">t</error>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('whatever a text holds, it stays a text', () => {
  const report = junitReport('<&">', [
    { name: 'a\nb', cases: [{ name: '\u0000\u001b[31m', className: ']]>', output: '\r\n\ud800<!--' }] },
  ]);
  expect(report).toContain('<testsuites name="&lt;&amp;&quot;&gt;"');
  expect(report).toContain('<testsuite name="a&#10;b"');
  expect(report).toContain('name="\u{fffd}\u{fffd}[31m" classname="]]&gt;"');
  expect(report).toContain('<system-out>\n\u{fffd}&lt;!--</system-out>');
});
