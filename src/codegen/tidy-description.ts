const EXCLUDED_BLOCK = /<gateway:util:excludeFromCRD>[\s\S]*?(?:<\/gateway:util:excludeFromCRD>|$)/g;
/** `<gateway:experimental>`, `</gateway:experimental:description>`. */
const PLAIN_MARKER = /<\/?gateway:[\w:]+>/g;
/** `<gateway:experimental:validation:XValidation:message="...",rule="a > b">`: ends with its line. */
const RULE_MARKER = /<gateway:[\w:]+=[^\n]*>/g;

/** An upstream description without the markers that are instructions to its generators. */
export function tidyDescription(text: string): string {
  return text
    .replaceAll(EXCLUDED_BLOCK, '')
    .replaceAll(PLAIN_MARKER, '')
    .replaceAll(RULE_MARKER, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
