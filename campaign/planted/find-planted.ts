import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type PlantedBug, plantedBugs } from './bugs.ts';

/** How a campaign on a product with one mistake went. */
export interface Hunt {
  readonly name: string;
  readonly isFound: boolean;
  /** What was noticed, or how far it went without. */
  readonly words: string;
  readonly seconds: number;
}

const atOnce = 2;
const msPerSecond = 1000;

/**
 * Runs a campaign for every planted bug, each in a process of its own, until something is wrong or the faults are used up. A bug is
 * found when the same day is good without it.
 */
export async function findPlanted(options: HuntOptions): Promise<readonly Hunt[]> {
  const hunts: Hunt[] = [];
  const left = [...plantedBugs];
  const sound = new SoundDays();
  const hunter = async (): Promise<void> => {
    for (let bug = left.shift(); bug !== undefined; bug = left.shift()) {
      const hunt = await hunted(bug, options, sound);
      hunts.push(hunt);
      options.tell(hunt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hunter));
  return hunts;
}

export interface HuntOptions {
  readonly seed: number;
  readonly faults: number;
  readonly tell: (hunt: Hunt) => void;
}

/** Days played without a mistake, each once: many are found on the first. */
class SoundDays {
  readonly #played = new Map<string, Promise<boolean>>();

  /** Whether the day is good. */
  isGood(days: readonly string[], day: string): Promise<boolean> {
    const args = [...days, '--only', day, '--faults', '1'];
    const key = args.join(' ');
    const known = this.#played.get(key);
    const good = known ?? play(args).then(({ isWhole, exitCode }) => isWhole && exitCode === 0);
    this.#played.set(key, good);
    return good;
  }
}

async function hunted(bug: PlantedBug, options: HuntOptions, soundDays: SoundDays): Promise<Hunt> {
  const began = performance.now();
  const { name, broughtOutBy, onDay } = bug;
  const seed = onDay?.seed ?? options.seed;
  const days = ['--seed', `${seed}`, ...(broughtOutBy ? ['--kinds', broughtOutBy.join()] : [])];
  const on = onDay === undefined ? [] : ['--only', `${onDay.number}`];
  const sick = await play([...days, ...on, '--faults', `${options.faults}`, '--plant', name]);
  const day = /^BAD {2}day (\d+)/m.exec(sick.said)?.[1];
  const isNoticed = sick.isWhole && sick.exitCode === 1 && day !== undefined;
  const isFound = isNoticed && (await soundDays.isGood(days, day));
  const seconds = (performance.now() - began) / msPerSecond;
  const noticed = sick.said.split('\n').find((line) => line.startsWith('BAD')) ?? '';
  const missed = sick.isWhole ? sick.said.trim().split('\n').at(-1) : sick.complained.slice(-600);
  const words = isFound ? noticed : isNoticed ? `without it as well: ${noticed}` : (missed ?? '');
  return { name, isFound, words, seconds };
}

interface Played {
  readonly said: string;
  readonly complained: string;
  /** It came to its last line. A process that died without has told nothing about the bug. */
  readonly isWhole: boolean;
  readonly exitCode: number | null;
}

async function play(args: readonly string[]): Promise<Played> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args, '--until-broken'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  await once(child, 'close');
  const isWhole = /^\d+ passed, \d+ failed$/.test(said.trim().split('\n').at(-1) ?? '');
  return { said, complained: complained.trim(), isWhole, exitCode: child.exitCode };
}
