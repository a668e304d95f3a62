import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';
import { type StartedServer, startServer } from './started-server.ts';

const SEED_TYPE = 'KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef';
const TIMEOUT = 60_000;
const executablePath = findChromium();

/** No sandbox: tests also run as root. The rest keeps Chromium from calling home, so that every request seen is the page's. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

if (executablePath === undefined) {
  console.warn('The browser tests are skipped: no Chromium here. Install one, or name it in CHROMIUM_PATH.');
}

let server: StartedServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const requests: string[] = [];
const problems: string[] = [];

async function openPage(): Promise<void> {
  context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  context.on('request', (request) => requests.push(request.url()));
  context.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  context.on('weberror', (error) => problems.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  await page.goto(server.url);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

/** What an editor shows; Monaco writes spaces as no-break spaces. */
async function editorText(selector: string): Promise<string> {
  const text = await page.locator(`${selector} .view-lines`).textContent();
  return (text ?? '').replaceAll('\u00a0', ' ');
}

async function typeInNewTab(query: string): Promise<void> {
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.type(query);
}

/** All that the page wrote down in the browser. */
function storedText(): Promise<string> {
  return page.evaluate('JSON.stringify({ ...localStorage })');
}

interface TypeDescriptions {
  readonly data: {
    readonly __type: {
      readonly description: string;
      readonly fields: readonly { readonly name: string; readonly description: string }[];
    };
  };
}

async function describeSeedType(): Promise<TypeDescriptions['data']['__type']> {
  const query = `{ __type(name: "${SEED_TYPE}") { description fields { name description } } }`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data }: TypeDescriptions = JSON.parse(await response.text());
  return data.__type;
}

/** The first words of a description, up to a mark that the page renders as something else. */
function opening(description: string): string {
  return /^[^`*_[\]<]{1,40}/.exec(description.replace(/\s+/g, ' '))?.[0].trim() ?? 'no description';
}

describe.skipIf(executablePath === undefined)(
  'GraphiQL in a browser (skipped where there is no Chromium)',
  () => {
    beforeAll(async () => {
      server = await startServer();
      browser = await chromium.launch({ executablePath: executablePath ?? '', headless: true, args: FLAGS });
      await openPage();
    }, TIMEOUT);

    afterAll(async () => {
      await browser?.close();
      await server?.stop();
    }, TIMEOUT);

    test('the address of the server leads to the page', async () => {
      expect(new URL(page.url()).pathname).toBe('/graphiql/');
      expect(await page.title()).toBe('gwql');
    });

    test('examples are listed, and one opens in a tab of its own', { timeout: TIMEOUT }, async () => {
      const examples = page.getByRole('region', { name: 'Examples' }).getByRole('button');
      expect(await examples.count()).toBeGreaterThanOrEqual(15);
      await examples.filter({ hasText: 'Where is traffic mirrored to?' }).click();
      await expect.poll(() => editorText('.graphiql-query-editor')).toContain('query MirroredTraffic');
      await page.getByRole('tab', { name: 'MirroredTraffic' }).waitFor();
    });

    test('a query that is typed runs and shows its result', { timeout: TIMEOUT }, async () => {
      await typeInNewTab('{ name source }');
      await page.keyboard.press('Control+Enter');
      await expect
        .poll(() => editorText('.graphiql-response'), { timeout: 20_000 })
        .toContain('"name": "demo"');
      expect(await editorText('.graphiql-response')).toContain('"source": "MANIFESTS"');
    });

    test('the docs of the seed type show its description and those of its fields', {
      timeout: TIMEOUT,
    }, async () => {
      const type = await describeSeedType();
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByRole('combobox').fill(SEED_TYPE);
      await page.getByRole('option', { name: SEED_TYPE, exact: true }).click();
      const docs = page.locator('.graphiql-doc-explorer');
      await docs.getByText(SEED_TYPE).first().waitFor();
      const text = ((await docs.textContent()) ?? '').replace(/\s+/g, ' ');
      expect(text).toContain(opening(type.description));
      for (const name of ['group', 'kind', 'name', 'namespace', 'port']) {
        const description = type.fields.find((field) => field.name === name)?.description ?? 'no such field';
        expect(text).toContain(opening(description));
      }
    });

    test('a bearer token in the headers does not reach the storage of the browser', {
      timeout: TIMEOUT,
    }, async () => {
      await typeInNewTab('{ clusters { name } }');
      await page.getByRole('button', { name: 'Headers' }).click();
      await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines').click();
      await page.keyboard.type('{"Authorization":"Bearer t0ken-of-a-test"');
      await expect.poll(storedText, { timeout: 20_000 }).toContain('clusters');
      const sent = page.waitForRequest((request) => request.headers()['authorization'] !== undefined);
      await page.keyboard.press('Control+Enter');
      expect((await sent).headers()['authorization']).toBe('Bearer t0ken-of-a-test');
      await expect.poll(() => editorText('.graphiql-response'), { timeout: 20_000 }).toContain('"clusters"');
      await expect.poll(storedText, { timeout: 20_000 }).toMatch(/graphiql:queries.*clusters/);
      expect(await storedText()).not.toContain('t0ken-of-a-test');
    });

    test('no request left the server it came from', () => {
      const elsewhere = requests.filter(
        (url) => !url.startsWith(`${server.url}/`) && !/^(?:data|blob):/.test(url),
      );
      expect(elsewhere).toEqual([]);
      expect(requests).toContain(`${server.url}/graphql`);
    });

    test('nothing went wrong in the page', () => {
      expect(problems).toEqual([]);
    });
  },
);
