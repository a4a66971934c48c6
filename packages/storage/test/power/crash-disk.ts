import { dirname } from 'node:path';
import { invariant, type RandomStream } from '@artisan-ts/domain';
import type { DiskOperation } from './disk-operation.ts';

/** What a disk writes at once or not at all. */
const sectorBytes = 512;
/** Of the writes that arrive, so many arrive in part. */
const tornShare = 0.3;
/** Of the sectors of a write that arrives in part, so many do. */
const tornPartShare = 0.5;

type Change = Extract<DiskOperation, { kind: 'write' | 'truncate' }>;
type Naming = Extract<DiskOperation, { kind: 'create' | 'make-folder' | 'remove' | 'rename' }>;

/** A file whatever it is called: what the disk has confirmed, and what was changed since. */
interface Inode {
  readonly confirmed: Bytes;
  pending: Change[];
}

/** `null` stands for a folder. */
type Entry = Inode | null;

/** What becomes, in a power cut, of what no sync has confirmed. */
export type Fate = 'nothing arrives' | 'everything arrives' | 'some arrives';

/** The files and folders that a power cut leaves behind; null is a folder. */
export type Remains = ReadonlyMap<string, Buffer | null>;

/**
 * A disk as a process saw it. What a sync has confirmed stays; of what came later, the disk may have written any part
 * in any order. Sectors are written whole, and a later version of a sector never gives way to an earlier one, so that
 * every order leaves what some selection of the changes leaves. A name stays when its folder was synced.
 */
export class CrashDisk {
  readonly #now = new Map<string, Entry>();
  readonly #confirmed = new Map<string, Entry>();
  #pendingNames: { readonly naming: Naming; readonly entry: Entry }[] = [];

  do(operation: DiskOperation): void {
    switch (operation.kind) {
      case 'tell':
        return;
      case 'write':
      case 'truncate':
        this.#inode(operation.path).pending.push(operation);
        return;
      case 'sync':
        this.#sync(operation.path);
        return;
      default:
        this.#name(operation);
    }
  }

  /** What would be there if the power failed now. */
  cut(fate: Fate, chance: RandomStream): Remains {
    const share = fate === 'some arrives' ? chance.next() : Number(fate === 'everything arrives');
    const arrives = (): boolean => chance.next() < share;
    const names = new Map(this.#confirmed);
    for (const { naming, entry } of this.#pendingNames) {
      if (arrives()) rename(names, naming, entry);
    }
    const remains = new Map<string, Buffer | null>();
    for (const [path, entry] of names) {
      // A file whose folder has no name is nowhere.
      const parent = names.get(dirname(path));
      if (parent === undefined && this.#now.has(dirname(path))) continue;
      if (entry === null) {
        remains.set(path, null);
        continue;
      }
      const bytes = entry.confirmed.copy();
      for (const change of entry.pending) {
        if (!arrives()) continue;
        const isTorn = fate === 'some arrives' && chance.next() < tornShare;
        for (const part of isTorn ? sectors(change) : [change]) {
          if (!isTorn || chance.next() < tornPartShare) bytes.change(part);
        }
      }
      remains.set(path, bytes.content());
    }
    return remains;
  }

  #sync(path: string): void {
    const entry = this.#now.get(path);
    if (entry) {
      for (const change of entry.pending) entry.confirmed.change(change);
      entry.pending = [];
      return;
    }
    const inFolder = ({ naming }: { naming: Naming }): boolean => dirname(naming.path) === path;
    for (const { naming, entry } of this.#pendingNames.filter(inFolder)) {
      rename(this.#confirmed, naming, entry);
    }
    this.#pendingNames = this.#pendingNames.filter((each) => !inFolder(each));
  }

  #name(naming: Naming): void {
    const made = naming.kind === 'create' ? { confirmed: new Bytes(), pending: [] } : null;
    const isMaking = naming.kind === 'create' || naming.kind === 'make-folder';
    const entry = isMaking ? made : this.#now.get(naming.path);
    invariant(entry !== undefined, `${naming.path} exists when it is to be ${naming.kind}d`);
    this.#pendingNames.push({ naming, entry });
    rename(this.#now, naming, entry);
  }

  #inode(path: string): Inode {
    const entry = this.#now.get(path);
    invariant(entry != null, `${path} was made before it was written`);
    return entry;
  }
}

function rename(names: Map<string, Entry>, naming: Naming, entry: Entry): void {
  if (naming.kind === 'remove') names.delete(naming.path);
  else if (naming.kind !== 'rename') names.set(naming.path, entry);
  else {
    names.delete(naming.path);
    names.set(naming.to, entry);
  }
}

/** The parts of a write that lie in one sector each. */
function sectors(write: Change): readonly Change[] {
  if (write.kind === 'truncate') return [write];
  const parts: Change[] = [];
  const end = write.at + write.bytes.length;
  for (let at = write.at; at < end; ) {
    const next = Math.min(end, (Math.floor(at / sectorBytes) + 1) * sectorBytes);
    parts.push({ ...write, at, bytes: write.bytes.subarray(at - write.at, next - write.at) });
    at = next;
  }
  return parts;
}

/** The content of a file. What was never written is zero. */
class Bytes {
  #buffer: Buffer;
  #size: number;

  constructor(buffer = Buffer.alloc(0), size = 0) {
    this.#buffer = buffer;
    this.#size = size;
  }

  copy(): Bytes {
    return new Bytes(Buffer.from(this.#buffer), this.#size);
  }

  content(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }

  change(change: Change): void {
    const end = change.kind === 'write' ? change.at + change.bytes.length : change.size;
    if (end > this.#buffer.length) {
      const larger = Buffer.alloc(end * 2);
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    if (change.kind === 'write') {
      this.#buffer.set(change.bytes, change.at);
      this.#size = Math.max(this.#size, end);
      return;
    }
    this.#buffer.fill(0, change.size, Math.max(change.size, this.#size));
    this.#size = change.size;
  }
}
