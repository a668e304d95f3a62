import { expect, test } from 'vitest';
import { readTestFile } from '../../../src/cli/routing-test/read-test-file.ts';

test('a request is a URL, a method and a URL, or a map', () => {
  const { tests } = readTestFile(
    'a.yaml',
    `gateway: infra/public
tests:
- request: http://a.example/x
  expect: {outcome: FORWARDED}
- name: posts
  request: POST http://a.example/x
  expect: {outcome: FORWARDED}
- name: all there is
  request: {url: "https://a.example/", gateway: infra/other, method: PUT, sni: b.example, listenerPort: 8443, headers: {x: "1", y: ["2", "3"]}}
  expect: {outcome: FORWARDED}
- request: {url: "http://cart/", from: shop}
  expect: {outcome: FORWARDED}
`,
  );
  const publicGateway = { namespace: 'infra', name: 'public' };
  expect(tests.map(({ name, line, input }) => ({ name, line, input }))).toMatchObject([
    {
      name: 'test 1',
      line: 3,
      input: { scheme: 'HTTP', host: 'a.example', path: '/x', gateway: publicGateway },
    },
    { name: 'posts', line: 5, input: { method: 'POST', path: '/x' } },
    {
      name: 'all there is',
      line: 8,
      input: {
        scheme: 'HTTPS',
        gateway: { namespace: 'infra', name: 'other' },
        method: 'PUT',
        sni: 'b.example',
        listenerPort: 8443,
        headers: [
          { name: 'x', value: '1' },
          { name: 'y', value: '2' },
          { name: 'y', value: '3' },
        ],
      },
    },
    { name: 'test 4', line: 11, input: { mesh: { clientNamespace: 'shop', port: 80 } } },
  ]);
});

test.each([
  ['tests: [', 'a.yaml:1:'],
  ['', 'a.yaml:1:1: The file has to be a map'],
  ['tests: []', 'a.yaml:1:1: tests: list at least one test'],
  ['test: []', 'a.yaml:1:1: test is no field here: there are gateway, tests'],
  [
    'gateway: public\ntests:\n- {request: /, expect: {status: 404}}',
    'a.yaml:1:1: gateway: write a namespace',
  ],
  ['tests:\n- {request: {method: GET}, expect: {status: 404}}', 'a.yaml:2:4: request: write a URL'],
  ['tests:\n- {request: /, expect: {}}', 'a.yaml:2:16: expect: expect at least one of outcome'],
  ['tests:\n- {request: /, expect: {rout: a/b}}', 'a.yaml:2:25: rout is no field here'],
  ['tests:\n- {request: /, expect: {status: "404"}}', 'a.yaml:2:25: status: write a number'],
  ['tests:\n- {request: {url: /, headers: {x: 1}}, expect: {status: 404}}', 'put quotes around it'],
  ['tests:\n- {request: {url: /, listenerPort: 0}, expect: {status: 404}}', 'from 1 to 65535'],
])('%j is refused with its place', (text, words) => {
  expect(() => readTestFile('a.yaml', text)).toThrow(words);
});

test('everything that is wrong is told at once', () => {
  const text = 'x: 1\ntests:\n- {request: ftp://a, expect: {outcome: MAYBE}}';
  expect(() => readTestFile('a.yaml', text)).toThrow(
    /x is no field[\s\S]*outcome: write one of[\s\S]*no scheme/,
  );
});
