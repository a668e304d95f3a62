import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/gatewayapi/finding.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'findings.md'), 'utf8');
const sections = page.split(/^## /m).slice(1);

describe('docs/findings.md', () => {
  it('explains every code and no other, in order', () => {
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual(
      [...FINDING_CODES].sort(),
    );
  });

  it.each(sections.map((section) => [section.slice(0, section.indexOf('\n')), section] as const))(
    '%s has a severity, an example and a fix',
    (_, section) => {
      expect(section).toMatch(/^(ERROR|WARNING|INFO)\. /m);
      expect(section).toContain('*Example:*');
      expect(section).toContain('*Fix:*');
    },
  );
});
