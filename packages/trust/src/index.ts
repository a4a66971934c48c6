export * from '#audit/checkpoint.ts';
export * from '#audit/entry.ts';
export * from '#audit/verifier.ts';
export * from '#bytes.ts';
export * from '#canonical.ts';
export * from '#tagged-hash.ts';
