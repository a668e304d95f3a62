import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { optionTable } from '../../../scripts/option-table.ts';
import { ALL_CHECK_OPTIONS } from '../../../src/cli/check/check-options.ts';
import { RESULT_CODES } from '../../../src/cli/check/check-result.ts';
import { CHECK_SECTION } from '../../../src/cli/check/check-settings.ts';
import { ruleTexts } from '../../../src/cli/check/report/rule-texts.ts';
import { readRepositoryFile } from '../../repository/repository-files.ts';

const page = readRepositoryFile('docs/check.md');
const options = ALL_CHECK_OPTIONS;

describe('docs/check.md', () => {
  test('has all options', () => {
    expect(page).toContain(optionTable(options));
  });

  test('names options that there are', () => {
    const known = Object.values(options).map(({ name }) => name);
    const named = [...page.matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !known.includes(String(name)))).toEqual([]);
  });

  test('has a file of options with keys that there are', () => {
    const file = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
    const keys = file.flatMap((text) => Object.keys((parse(text) as { check?: object }).check ?? {}));
    const known = CHECK_SECTION.options.map(({ name }) => name);
    expect(keys.filter((key) => !known.includes(key))).toEqual([]);
    expect(keys).not.toEqual([]);
  });
});

test('every code that can be told is explained, with a sentence for tools that show one', () => {
  const ruleText = ruleTexts();
  for (const code of RESULT_CODES) {
    const { summary, markdown } = ruleText(code);
    expect(markdown).toContain('*Fix:*');
    expect(summary).toMatch(/^[A-Za-z][^`]{8,}[.:]$/);
    expect(summary).not.toMatch(/^(?:ERROR|WARNING|INFO)\b/);
  }
});
