import { existsSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Anchor } from '#audit/log-key.ts';
import { translateFault } from '#sqlite/translate-fault.ts';

/** What a file of anchors holds: a line of JSON each, oldest first. */
export interface ReadAnchors {
  readonly path: string;
  readonly anchors: readonly Anchor[];
  /** Why not all of it can be used, in words; null when it can. */
  readonly problem: string | null;
}

/**
 * Adds an anchor at the end of a file, on disk when it returns. A line that a crash left half written stays alone.
 *
 * @throws ArtisanError `store.*`
 */
export async function appendAnchor(path: string, anchor: Anchor): Promise<void> {
  try {
    const file = await open(path, 'a+', 0o600);
    try {
      const line = `${JSON.stringify(anchor)}\n`;
      await file.writeFile((await endsInLine(file)) ? line : `\n${line}`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (fault) {
    throw translateFault(fault, `write the anchor file ${path}`);
  }
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}

/** Reads a file of anchors. A missing file, and a line that is none, are said and not thrown. */
export function readAnchors(path: string): ReadAnchors {
  if (!existsSync(path)) return { path, anchors: [], problem: 'there is no such file' };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    return { path, anchors: [], problem: translateFault(fault, `read ${path}`).message };
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const read = lines.map(anchorOf);
  const anchors = read.filter((anchor) => anchor !== null);
  const bad = read.indexOf(null);
  return { path, anchors, problem: bad < 0 ? null : `line ${bad + 1} is no anchor` };
}

function anchorOf(line: string): Anchor | null {
  try {
    const value: unknown = JSON.parse(line);
    return isAnchor(value) ? value : null;
  } catch {
    // A line that is cut off, or no JSON at all, is no anchor: that is the answer.
    return null;
  }
}

function isAnchor(value: unknown): value is Anchor {
  if (typeof value !== 'object' || value === null) return false;
  const field = (name: string): unknown => Reflect.get(value, name);
  const isText = (name: string) => typeof field(name) === 'string';
  const isCount = (name: string) => Number.isSafeInteger(field(name)) && Number(field(name)) >= 0;
  return (
    field('v') === 1 &&
    ['log', 'head', 'kid', 'sig', 'key'].every(isText) &&
    ['size', 'ts', 'storeIncarnation'].every(isCount)
  );
}
