import { isObject, type JsonObject } from '../../kube/json.ts';
import { type RequestInput, requestInput, type WrittenRequest } from '../simulate/request-input.ts';
import { type NamespacedName, namespacedName } from '../simulate/simulate-options.ts';
import { UsageError } from '../usage-error.ts';
import { readYamlInput } from '../yaml-input.ts';
import { EXPECTATIONS } from './expectations.ts';
import type { Expected, RoutingTest, RoutingTestFile } from './routing-test.ts';

const FILE_FIELDS = ['gateway', 'tests'];
const TEST_FIELDS = ['name', 'request', 'expect'];
const REQUEST_FIELDS = ['url', 'method', 'headers', 'gateway', 'from', 'sni', 'listenerPort'];
const MOST_TESTS = 10_000;
const MOST_SHOWN = 20;

/** `POST https://shop.example.com/cart`. */
const METHOD_AND_URL = /^([A-Z]+) +(\S.*)$/;

/** Reads a file of tests. Throws UsageError with the place of everything that is wrong. */
export function readTestFile(file: string, text: string): RoutingTestFile {
  const { value, locate } = readYamlInput(file, text);
  const reading = new Reading((path) => locate(path).line);
  const tests = reading.file(value);
  if (reading.problems.length > 0) {
    const lines = reading.problems.map(({ path, message }) => {
      const { line, column } = locate(path);
      return `${file}:${line}:${column}: ${message}`;
    });
    const more = lines.length > MOST_SHOWN ? [`and ${lines.length - MOST_SHOWN} more`] : [];
    throw new UsageError([...lines.slice(0, MOST_SHOWN), ...more].join('\n'));
  }
  return { file, tests };
}

interface Problem {
  readonly path: string;
  readonly message: string;
}

class Reading {
  readonly problems: Problem[] = [];
  readonly #lineOf: (path: string) => number;

  constructor(lineOf: (path: string) => number) {
    this.#lineOf = lineOf;
  }

  file(value: unknown): readonly RoutingTest[] {
    const { gateway, tests } = this.#fields(value, '', FILE_FIELDS);
    const chosen = gateway === undefined ? undefined : this.#gateway(gateway, 'gateway');
    if (!Array.isArray(tests) || tests.length === 0)
      return this.#none('tests', 'tests: list at least one test');
    if (tests.length > MOST_TESTS) return this.#none('tests', `tests: there may be ${MOST_TESTS} at most`);
    return tests.flatMap(
      (test, index) => this.#test(test, { path: `tests[${index}]`, index, gateway: chosen }) ?? [],
    );
  }

  #test(
    value: unknown,
    { path, index, gateway }: { path: string; index: number; gateway: NamespacedName | undefined },
  ): RoutingTest | undefined {
    const { name = `test ${index + 1}`, request, expect } = this.#fields(value, path, TEST_FIELDS);
    if (typeof name !== 'string') this.#none(`${path}.name`, 'name: write a text');
    const written = this.#request(request, `${path}.request`);
    const expected = this.#expected(expect, `${path}.expect`);
    if (written === undefined) return undefined;
    const input = this.#input(
      { gateway: written.from === undefined ? gateway : undefined, ...written },
      path,
    );
    return input && { name: String(name), line: this.#lineOf(path), url: written.url, input, expected };
  }

  #input(written: WrittenRequest, path: string): RequestInput | undefined {
    const input = requestInput(written);
    if (typeof input !== 'string') return input;
    this.#say(`${path}.request`, input);
    return undefined;
  }

  #request(value: unknown, path: string): WrittenRequest | undefined {
    if (typeof value === 'string') {
      const [, method, url = value] = METHOD_AND_URL.exec(value) ?? [];
      return { url, method };
    }
    const { url, gateway, headers, ...rest } = this.#fields(value, path, REQUEST_FIELDS);
    if (typeof url !== 'string') {
      this.#say(path, 'request: write a URL, such as https://shop.example.com/cart, or a map with url');
      return undefined;
    }
    return {
      url,
      ...(gateway === undefined ? {} : { gateway: this.#gateway(gateway, `${path}.gateway`) }),
      headers: headers === undefined ? undefined : this.#headers(headers, `${path}.headers`),
      method: this.#text(rest['method'], `${path}.method`),
      from: this.#text(rest['from'], `${path}.from`),
      sni: this.#text(rest['sni'], `${path}.sni`),
      listenerPort: this.#port(rest['listenerPort'], `${path}.listenerPort`),
    };
  }

  #expected(value: unknown, path: string): readonly Expected[] {
    const names = EXPECTATIONS.map(({ name }) => name);
    const given = this.#fields(value, path, names);
    const rows = EXPECTATIONS.filter(({ name }) => given[name] !== undefined);
    if (rows.length === 0) this.#say(path, `expect: expect at least one of ${names.join(', ')}`);
    for (const { name, accepts, needs } of rows) {
      if (!accepts(given[name])) this.#say(`${path}.${name}`, `${name}: write ${needs}`);
    }
    return rows.map(({ name }) => ({ name, value: given[name] }));
  }

  #headers(value: unknown, path: string): WrittenRequest['headers'] {
    if (!isObject(value)) return this.#none(path, 'headers: write a map of names and values');
    return Object.entries(value).flatMap(([name, values]) =>
      [values].flat().flatMap((each) => {
        if (typeof each === 'string') return { name, value: each };
        return this.#none(`${path}.${name}`, `headers: ${name} has to be a text: put quotes around it`);
      }),
    );
  }

  #gateway(value: unknown, path: string): NamespacedName | undefined {
    const parsed = namespacedName(String(value));
    if (!('expected' in parsed)) return parsed.value;
    this.#say(path, `gateway: write ${parsed.expected}`);
    return undefined;
  }

  #text(value: unknown, path: string): string | undefined {
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    this.#say(path, `${path.split('.').at(-1)}: write a text`);
    return undefined;
  }

  #port(value: unknown, path: string): number | undefined {
    if (value === undefined || (Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536)) {
      return value as number | undefined;
    }
    this.#say(path, 'listenerPort: write a number from 1 to 65535');
    return undefined;
  }

  /** The fields of a map. Nothing is ignored: a typing error must not pass for a test. */
  #fields(value: unknown, path: string, known: readonly string[]): JsonObject {
    if (!isObject(value)) {
      this.#say(path, `${path === '' ? 'The file' : path} has to be a map with ${known.join(', ')}`);
      return {};
    }
    for (const field of Object.keys(value)) {
      if (known.includes(field)) continue;
      this.#say(
        path === '' ? field : `${path}.${field}`,
        `${field} is no field here: there are ${known.join(', ')}`,
      );
    }
    return value;
  }

  #none(path: string, message: string): readonly never[] {
    this.#say(path, message);
    return [];
  }

  #say(path: string, message: string): void {
    this.problems.push({ path, message });
  }
}
