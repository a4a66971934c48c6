import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Edit, type PlantedBug, plantedBugs } from './bugs.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Loads the product with one of the known mistakes in it; to be called before any of it is loaded.
 *
 * @throws RangeError when there is no such bug
 */
export function plant(name: string, bugs: readonly PlantedBug[] = plantedBugs): void {
  const bug = bugs.find((known) => known.name === name);
  if (bug === undefined) throw new RangeError(`there is no planted bug "${name}"`);
  const texts = new Map(bug.edits.map((edit) => [urlOf(edit), plantedText(edit)]));
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const text = texts.get(url);
      return text === undefined ? loaded : { ...loaded, source: text };
    },
  });
}

/** Edits whose text is not in its file exactly once: the product has changed, and the bug has to be planted anew. */
export function misfits({ edits }: PlantedBug): readonly Edit[] {
  return edits.filter(({ file, find }) => occurrences(textOf(file), find) !== 1);
}

/** @throws RangeError when the text to replace does not occur exactly once */
function plantedText({ file, find, replace }: Edit): string {
  const text = textOf(file);
  const found = occurrences(text, find);
  if (found !== 1)
    throw new RangeError(`${file} has the text to replace ${found} times, not once: ${find}`);
  return text.replace(find, () => replace);
}

function textOf(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

function urlOf({ file }: Edit): string {
  return pathToFileURL(resolve(root, file)).href;
}
