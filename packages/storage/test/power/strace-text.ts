import { createReadStream } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { invariant } from '@artisan-ts/domain';
import type { DiskOperation } from './disk-operation.ts';

/** System calls that change what is on a disk. One that the reader below does not know is met with a failure. */
export const tracedCalls = [
  'openat,mkdir,mkdirat,pwrite64,write,writev,pwritev,ftruncate,truncate,fallocate,copy_file_range,sendfile',
  'fsync,fdatasync,sync_file_range,unlink,unlinkat,rename,renameat,renameat2,link,linkat',
].join(',');

/** What a call did: its name, the file it was called on (by descriptor or name), its texts and its numbers. */
interface Call {
  readonly name: string;
  readonly paths: readonly string[];
  readonly texts: readonly Buffer[];
  readonly numbers: readonly number[];
  readonly flags: string;
  readonly result: number;
}

/**
 * Reads what `strace -f -y -xx` wrote about the files below `root`. A call counts from the moment it returned;
 * what is written to `tellPath` is what the process told.
 */
export async function readTrace(
  tracePath: string,
  root: string,
  tellPath: string,
): Promise<readonly DiskOperation[]> {
  const unfinished = new Map<string, string>();
  const operations: DiskOperation[] = [];
  const existing = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(tracePath, 'latin1') })) {
    const whole = joined(line, unfinished);
    const call = whole === null ? null : parseCall(whole);
    const path = call?.paths[0];
    if (call === null || path === undefined || call.result < 0) continue;
    // The index of a write-ahead log is shared memory: made anew from the log by whoever opens it first.
    const isBelow = path === root || path.startsWith(`${root}/`);
    if (!isBelow || path.endsWith('-shm')) continue;
    const operation = path === tellPath ? told(call) : operationOf(call, path, existing);
    if (operation !== null) operations.push(operation);
  }
  return operations;
}

/** A call that another thread's call interrupted comes in two lines. */
function joined(line: string, unfinished: Map<string, string>): string | null {
  const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
  if (rest.endsWith(' <unfinished ...>')) {
    unfinished.set(thread, rest.slice(0, -' <unfinished ...>'.length));
    return null;
  }
  const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
  if (resumed === null) return rest;
  const begun = unfinished.get(thread) ?? '';
  unfinished.delete(thread);
  return `${begun}${resumed[1]}`;
}

function parseCall(text: string): Call | null {
  const [, name, args = '', result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(text) ?? [];
  if (name === undefined) return null;
  const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)].map(([, hex = '', cut]) => {
    invariant(cut === undefined, `${name} is traced with all its bytes`);
    return bytesOf(hex);
  });
  const places = [...args.matchAll(/(?:AT_FDCWD|\b\d+)<((?:\\x[0-9a-f]{2})*)>/g)].map(
    ([, hex = '']) => bytesOf(hex).toString(),
  );
  const bare = args.replace(/"[^"]*"/g, '').replace(/\w+<[^>]*>/g, '');
  return {
    name,
    paths: isNamed(name) ? namedPaths(places, texts) : places,
    texts,
    numbers: [...bare.matchAll(/\b\d+\b/g)].map(([digits]) => Number(digits)),
    flags: bare,
    result: Number(result),
  };
}

const isNamed = (name: string): boolean => /^(openat|mkdir|unlink|rename|link|truncate)/.test(name);

function namedPaths(places: readonly string[], texts: readonly Buffer[]): readonly string[] {
  return texts.map((text, index) => resolve(places[index] ?? places[0] ?? '/', text.toString()));
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}

function told({ name, texts }: Call): DiskOperation | null {
  const [bytes] = texts;
  return name === 'write' && bytes ? { kind: 'tell', text: bytes.toString() } : null;
}

function operationOf(call: Call, path: string, existing: Set<string>): DiskOperation | null {
  const [bytes] = call.texts;
  switch (call.name) {
    case 'openat':
      invariant(!call.flags.includes('O_TRUNC'), `${path} is not opened with O_TRUNC`);
      if (!call.flags.includes('O_CREAT') || existing.has(path)) return null;
      existing.add(path);
      return { kind: 'create', path };
    case 'mkdir':
      return { kind: 'make-folder', path };
    case 'pwrite64': {
      const at = call.numbers.at(-1);
      invariant(bytes?.length === call.result && at !== undefined, `${path} is written whole`);
      return { kind: 'write', path, at, bytes };
    }
    case 'ftruncate':
      return { kind: 'truncate', path, size: call.numbers[0] ?? 0 };
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path };
    case 'unlink':
      existing.delete(path);
      return { kind: 'remove', path };
    case 'rename': {
      const to = call.paths[1];
      invariant(to !== undefined && dirname(to) === dirname(path), `${path} stays in its folder`);
      existing.delete(path);
      existing.add(to);
      return { kind: 'rename', path, to };
    }
    default:
      throw new Error(
        `the trace has a ${call.name} of ${path}, which the model of the disk does not know`,
      );
  }
}
