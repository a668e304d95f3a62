import type { ErrorCode } from 'yaml';

/** In our own words, because those of the parser quote what it stumbled over. */
const TEXTS: { readonly [code in ErrorCode]: string } = {
  ALIAS_PROPS: 'an alias can have neither an anchor nor a tag',
  BAD_ALIAS: 'this is no name for an anchor or alias',
  BAD_COLLECTION_TYPE: 'this collection does not fit its tag',
  BAD_DIRECTIVE: 'this directive is not understood',
  BAD_DQ_ESCAPE: 'there is no such escape sequence in double quotes',
  BAD_INDENT: 'the indentation does not fit, or a bracket or brace before it is not closed',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
  BAD_SCALAR_START: 'a value cannot start with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY:
    'a value with a colon in it has to be quoted, a nested map has to start on its own line',
  BLOCK_IN_FLOW: 'only braces, brackets and single values can stand inside braces and brackets',
  DUPLICATE_KEY: 'the same key is in this map twice',
  IMPOSSIBLE: 'this cannot be read',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters, or its colon is missing',
  MISSING_CHAR: 'a quote, bracket, brace, colon or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines: is there a colon missing?',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'a second document starts here: put a line with --- before it',
  MULTIPLE_TAGS: 'a value can have one tag only',
  NON_STRING_KEY: 'a key has to be a string (a template has to be rendered first)',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces',
  TAG_RESOLVE_FAILED: 'a value does not fit its tag',
  UNEXPECTED_TOKEN: 'this cannot stand here',
};

/** What is wrong with the YAML, without a word of it. */
export function yamlErrorText(code: ErrorCode): string {
  return `not YAML: ${TEXTS[code] ?? TEXTS.IMPOSSIBLE}`;
}
