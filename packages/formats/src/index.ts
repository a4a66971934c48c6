export type { AlogComputed } from '#alog/computed.ts';
export type { LostField } from '#alog/fields.ts';
export { numberInputsOf, type ReadOptions, type ReadRoast, readAlog } from '#alog/read.ts';
export { writeAlog } from '#alog/write.ts';
export type { Program } from '#alog/write-head.ts';
export { formatPythonLiteral } from '#python/format.ts';
export { parsePythonLiteral } from '#python/parse.ts';
export { PyBytes, type PyDict, PySet, PyTuple, type PyValue } from '#python/value.ts';
export { type ReadRoastFile, readRoastFile } from '#roast-file.ts';
