import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../package-root.ts';
import type { ResultCode } from '../check-result.ts';

/** What a code means. */
export interface RuleText {
  /** The first sentence. */
  readonly summary: string;
  /** All of it: meaning, example, fix. */
  readonly markdown: string;
}

const PAGES = ['findings.md', 'check.md'];

/** What the documentation says about codes: the same words for people who read it and for tools that show it. */
export function ruleTexts(): (code: ResultCode) => RuleText {
  const sections = new Map(PAGES.flatMap((page) => sectionsOf(join(packageRoot(), 'docs', page))));
  return (code) => {
    const markdown = sections.get(code) ?? code;
    return { summary: summaryOf(markdown), markdown };
  };
}

function sectionsOf(page: string): readonly (readonly [heading: string, text: string])[] {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^##+ /m);
  return sections.map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    return [heading.trim(), lines.join('\n').trim()];
  });
}

/** Without the severity, which stands first. */
function summaryOf(markdown: string): string {
  const text = markdown
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^(?:ERROR|WARNING|INFO)\. /, '');
  return /^.*?[.:](?= |$)/.exec(text)?.[0] ?? text;
}
