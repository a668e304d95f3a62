import { expect, test } from 'vitest';
import { workflowCommand } from '../../../src/cli/report/workflow-command.ts';

// https://docs.github.com/actions/reference/workflow-commands-for-github-actions

test('an annotation has level, place, title and message', () => {
  const annotation = {
    level: 'error',
    title: 'T',
    message: 'M',
    file: 'a.graphql',
    line: 3,
    column: 5,
  } as const;
  expect(workflowCommand(annotation)).toBe('::error file=a.graphql,line=3,col=5,title=T::M');
});

test('what is not known is left out', () => {
  expect(workflowCommand({ level: 'notice', title: 'T', message: 'M' })).toBe('::notice title=T::M');
});

test('in a message, percent signs and line breaks are escaped', () => {
  expect(workflowCommand({ level: 'warning', title: 'T', message: '100%\r\n::error::x, y' })).toBe(
    '::warning title=T::100%25%0D%0A::error::x, y',
  );
});

test('in a property, colons and commas are escaped too', () => {
  const annotation = {
    level: 'error',
    title: 'a:b,c',
    message: '',
    file: 'a,line=1::stop\n%.graphql',
  } as const;
  expect(workflowCommand(annotation)).toBe(
    '::error file=a%2Cline=1%3A%3Astop%0A%25.graphql,title=a%3Ab%2Cc::',
  );
});
