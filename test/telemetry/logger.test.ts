import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';

function logged(format: 'json' | 'text', write: (logger: Logger) => void, level = 'info'): string {
  const destination = new PassThrough();
  write(createLogger({ level, format, destination }));
  return String(destination.read() ?? '');
}

test('a line is JSON with the time, the level by name, and nothing about the machine', () => {
  const line = logged('json', (logger) => logger.info({ status: 200 }, 'answered'));
  expect(JSON.parse(line)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    status: 200,
    msg: 'answered',
  });
});

test('text is one line for people', () => {
  const line = logged('text', (logger) =>
    logger.warn({ url: 'http://127.0.0.1:4000/', why: 'two words' }, 'hm'),
  );
  expect(line).toMatch(/^\S+Z warn {2}hm url=http:\/\/127\.0\.0\.1:4000\/ why="two words"\n$/);
});

test('a line break in a text stays on its line', () => {
  const line = logged('text', (logger) => logger.info({ path: '/x\nerror forged' }, 'hm'));
  expect(line.trimEnd().split('\n')).toHaveLength(1);
});

test.each(['err', 'error'])('an error under %s is logged without its message', (key) => {
  const line = logged('json', (logger) => logger.error({ [key]: new TypeError('hunter2') }, 'failed'));
  expect(line).not.toContain('hunter2');
  expect(JSON.parse(line)).toMatchObject({ [key]: { name: 'TypeError' }, msg: 'failed' });
});

test('an error alone is logged without its message', () => {
  const alone = logged('json', (logger) => logger.error(new TypeError('hunter2')));
  const bound = logged('json', (logger) => logger.error({ err: new TypeError('hunter2') }));
  expect(alone + bound).not.toContain('hunter2');
  expect(JSON.parse(alone)).toMatchObject({ err: { name: 'TypeError' }, msg: 'an error' });
});

test('what is below the level is not written', () => {
  expect(logged('json', (logger) => logger.info('x'), 'warn')).toBe('');
  expect(logged('json', (logger) => logger.fatal('x'), 'silent')).toBe('');
});
