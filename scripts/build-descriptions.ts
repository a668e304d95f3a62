import { mkdirSync, writeFileSync } from 'node:fs';
import { buildDescriptionsMap } from './descriptions/build-descriptions-map.ts';

/** Writes build/descriptions.json: upstream's texts are read from npm packages when building, and not committed. */
const FOLDER = new URL('../build/', import.meta.url);

const texts = [...buildDescriptionsMap()].sort(([a], [b]) => (a < b ? -1 : 1));
mkdirSync(FOLDER, { recursive: true });
writeFileSync(
  new URL('descriptions.json', FOLDER),
  `${JSON.stringify(Object.fromEntries(texts), null, 1)}\n`,
);
