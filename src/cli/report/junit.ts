/** One case of a JUnit report: passed, unless it says otherwise. */
export interface JunitCase {
  readonly name: string;
  /** What it belongs to; reports are grouped by it. */
  readonly className: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** Seconds. */
  readonly time?: number | undefined;
  /** What is wrong: a line in `message`, all of it in `text`. */
  readonly failure?: JunitFailure | undefined;
  /** Like `failure`, where the case could not be judged at all. */
  readonly error?: JunitFailure | undefined;
  /** Something to say about a case that passed. */
  readonly output?: string | undefined;
}

export interface JunitFailure {
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** A report as GitLab, Jenkins and others read it; there is no standard, this is what they have in common. */
export function junitReport(name: string, suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts(cases) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  const open = `  <testsuite${attributes({ name, ...counts(cases) })}>`;
  return [open, ...cases.flatMap(caseLines), '  </testsuite>'];
}

function caseLines({ className, failure, error, output, ...rest }: JunitCase): readonly string[] {
  const { name, file, line, time } = rest;
  const open = `    <testcase${attributes({ name, classname: className, file, line, time: time?.toFixed(3) })}`;
  const children = [
    ...(failure === undefined ? [] : [failureLine('failure', failure)]),
    ...(error === undefined ? [] : [failureLine('error', error)]),
    ...(output === undefined ? [] : [`      <system-out>${escapeXml(output)}</system-out>`]),
  ];
  return children.length === 0 ? [`${open}/>`] : [`${open}>`, ...children, '    </testcase>'];
}

function failureLine(element: 'failure' | 'error', { type, message, text }: JunitFailure): string {
  return `      <${element}${attributes({ type, message })}>${escapeXml(text)}</${element}>`;
}

function counts(cases: readonly JunitCase[]): { readonly [name: string]: number } {
  const count = (isCounted: (each: JunitCase) => boolean) => cases.filter(isCounted).length;
  return {
    tests: cases.length,
    failures: count(({ failure }) => failure !== undefined),
    errors: count(({ error }) => error !== undefined),
  };
}

function attributes(values: { readonly [name: string]: string | number | undefined }): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll(/[\n\t]/g, escapeSpace)}"`)
    .join('');
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** What XML 1.0 cannot hold in any form. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escapeXml(text: string): string {
  return text
    .replaceAll('\r', '')
    .replaceAll(IMPOSSIBLE, '\u{fffd}')
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** A reader turns line ends in attributes into spaces, unless they are written so. */
function escapeSpace(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
