/** The schema of this project has 0.1 MB, and those of the largest services a few. */
export const MAX_SCHEMA_BYTES = 16 * 1024 * 1024;

export const TOO_LARGE = 'larger than 16 MiB, which no schema is';
