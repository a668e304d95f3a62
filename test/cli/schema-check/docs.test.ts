import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { optionTable } from '../../../scripts/option-table.ts';
import {
  SCHEMA_CHECK_LIMIT_OPTIONS,
  SCHEMA_CHECK_OPTIONS,
} from '../../../src/cli/schema-check/schema-check-options.ts';
import { SCHEMA_DIFF_CRDS_OPTIONS } from '../../../src/cli/schema-diff-crds/schema-diff-crds-options.ts';
import { readRepositoryFile } from '../../repository/repository-files.ts';

const page = readRepositoryFile('docs/schema-checks.md');
const sections = new Map(page.split(/^## /m).map((section) => [section.split('\n')[0], section]));
const recipes = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);

describe('docs/schema-checks.md', () => {
  test.each([
    ['Options of `gwql schema check`', { ...SCHEMA_CHECK_OPTIONS, ...SCHEMA_CHECK_LIMIT_OPTIONS }],
    ['What an upgrade of CRDs changes', SCHEMA_DIFF_CRDS_OPTIONS],
  ])('has the options under "%s"', (heading, options) => {
    expect(sections.get(heading)).toContain(optionTable(options));
  });

  test.each(recipes)('has a recipe that is YAML: %#', (recipe) => {
    expect(() => parse(recipe)).not.toThrow();
  });

  test('uses inputs that the action has', () => {
    const { inputs } = parse(readRepositoryFile('action.yml'));
    const used = recipes.flatMap((recipe) => {
      const steps = /uses: OWNER\/gwql@REF\n +with:\n((?: {10}.*\n)+)/.exec(recipe)?.[1] ?? '';
      return [...steps.matchAll(/^ {10}([a-z-]+):/gm)].map(([, name = '']) => name);
    });
    expect(used).toEqual(['older', 'documents', 'older', 'header', 'fail-on']);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(used));
  });

  test('names options that there are', () => {
    const known = Object.values({ ...SCHEMA_CHECK_OPTIONS, ...SCHEMA_CHECK_LIMIT_OPTIONS }).map(
      ({ name }) => name,
    );
    const named = [...page.matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !known.includes(String(name)) && name !== 'yes')).toEqual([]);
  });
});
