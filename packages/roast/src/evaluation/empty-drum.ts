import { type RandomStream, seededStream, standardNormal } from '@artisan-ts/domain';

/** What an empty drum does for a while. */
export type EmptySpell = 'idle' | 'preheat' | 'cooling';

/** One reading of an empty machine. Seconds of the day, C; null where nothing was read. */
export interface EmptyReading {
  readonly timeS: number;
  readonly btC: number | null;
  readonly etC: number | null;
  readonly spell: EmptySpell;
}

/** Another machine or another set of probes comes so often, and the first one right away, s. */
export const machineChangesS = 3600;

/** A machine as far as an empty drum shows it. */
interface EmptyMachine {
  readonly intervalS: number;
  readonly noiseC: number;
  readonly quantumC: number;
  readonly probeS: number;
  /** Time constants of the drum, with the burner on, off, and off with the door open and the fan on. */
  readonly heatingS: number;
  readonly coolingS: number;
  readonly ventedS: number;
  /** The thermostat that holds it lets it swing by so much, C, in so long. */
  readonly swingC: number;
  readonly swingS: number;
  /** C/h by which its BT runs away: a cold junction that warms, an amplifier that ages. */
  readonly driftCPerH: number;
  /** How many faults of contact it has in an hour. */
  readonly faultsPerH: number;
}

const roomC = 22;
const burnerReachesC = 275;
const stepS = 0.25;

/**
 * The readings of an empty machine, by the hour another one: heated, held and cooled, with noise, drift, spikes, lost readings and
 * loose contacts. No bean ever falls in: whatever is suggested is false. The same seed gives the same readings.
 */
export function* emptyDrum(hours: number, seed: number): Generator<EmptyReading> {
  const random = seededStream(seed, 'empty-drum');
  const noise = seededStream(seed, 'empty-drum.noise');
  for (let fromS = 0; fromS < hours * 3600; fromS += machineChangesS) {
    const lengthS = Math.min(machineChangesS, hours * 3600 - fromS);
    yield* oneMachine(anyMachine(random), { fromS, lengthS }, random, noise);
  }
}

function anyMachine(random: RandomStream): EmptyMachine {
  return {
    intervalS: oneOf(random, [0.5, 1, 1, 2, 3, 5]),
    noiseC: between(random, 0, 0.25),
    quantumC: oneOf(random, [0.01, 0.1, 0.25, 1]),
    probeS: between(random, 5, 35),
    heatingS: between(random, 400, 1500),
    coolingS: between(random, 600, 1800),
    ventedS: between(random, 400, 600),
    swingC: between(random, 0, 4),
    swingS: between(random, 60, 400),
    driftCPerH: between(random, -6, 6),
    faultsPerH: oneOf(random, [0, 6, 20]),
  };
}

function* oneMachine(
  machine: EmptyMachine,
  { fromS, lengthS }: { readonly fromS: number; readonly lengthS: number },
  random: RandomStream,
  noise: RandomStream,
): Generator<EmptyReading> {
  let drumC = oneOf(random, [roomC, between(random, 120, 220)]);
  let probeC = drumC;
  let nextS = 0;
  let course = nextCourse(null, drumC, random);
  let untilS = course.lastsS;
  const contact = new Contact(machine, random);
  for (let s = 0; s < lengthS; s += stepS) {
    if (s >= untilS) {
      course = nextCourse(course, drumC, random);
      untilS = s + course.lastsS;
    }
    drumC += rateOf(machine, course, drumC, s) * stepS;
    probeC += ((drumC - probeC) / machine.probeS) * stepS;
    if (s < nextS) continue;
    nextS += machine.intervalS * (1 + 0.3 * (random.next() - 0.5));
    const driftC = (machine.driftCPerH * s) / 3600;
    const seenC = probeC + driftC + machine.noiseC * standardNormal(noise);
    const btC = contact.reading(s, Math.round(seenC / machine.quantumC) * machine.quantumC);
    const etC = Math.round((drumC + 15 + 0.15 * standardNormal(noise)) * 10) / 10;
    yield { timeS: fromS + s, btC, etC, spell: course.spell };
  }
}

/** What the machine is told to do. */
interface Course {
  readonly spell: EmptySpell;
  readonly lastsS: number;
  readonly towardsC: number;
  /** The door stands open or the cooling fan draws, for a part of each minute. */
  readonly isVented: boolean;
}

function nextCourse(before: Course | null, drumC: number, random: RandomStream): Course {
  const spell = oneOf(
    random,
    (['idle', 'preheat', 'cooling'] as const).filter((one) => one !== before?.spell),
  );
  // Held is what was reached; heated is what is to be charged.
  const towardsC = { idle: drumC, preheat: between(random, 160, 235), cooling: roomC }[spell];
  const lastsS = between(random, 300, 1500);
  return { spell, lastsS, towardsC, isVented: random.next() < 0.5 };
}

/** C/s of the drum. */
function rateOf(machine: EmptyMachine, course: Course, drumC: number, s: number): number {
  const isOpen = course.spell === 'cooling' && course.isVented && s % 60 < 25;
  const slowest = (roomC - drumC) / (isOpen ? machine.ventedS : machine.coolingS);
  // With all its heat a drum comes so far in the end.
  const fastest = Math.max(0, (burnerReachesC - drumC) / machine.heatingS);
  if (course.spell === 'cooling') return slowest;
  if (course.spell === 'preheat') return drumC < course.towardsC ? fastest : 0;
  const swing = (2 * Math.PI) / machine.swingS;
  return Math.min(fastest, Math.max(slowest, machine.swingC * swing * Math.cos(swing * s)));
}

/** The plug and the cable of a probe. */
class Contact {
  readonly #machine: EmptyMachine;
  readonly #random: RandomStream;
  #fault: {
    readonly how: 'lost' | 'spikes' | 'comes and goes';
    readonly sizeC: number;
    readonly untilS: number;
  } | null = null;
  #isOff = false;
  #switchesS = 0;
  #nowS = 0;

  constructor(machine: EmptyMachine, random: RandomStream) {
    this.#machine = machine;
    this.#random = random;
  }

  /** What is read of a true value. */
  reading(atS: number, btC: number): number | null {
    const sinceS = atS - this.#nowS;
    this.#nowS = atS;
    if (this.#fault !== null && atS >= this.#fault.untilS) this.#fault = null;
    if (this.#fault === null && this.#random.next() < (this.#machine.faultsPerH / 3600) * sinceS) {
      const how = oneOf(this.#random, ['lost', 'spikes', 'comes and goes'] as const);
      const sizeC = between(this.#random, 10, 30) * (this.#random.next() < 0.5 ? -1 : 1);
      this.#fault = { how, sizeC, untilS: atS + between(this.#random, 5, 40) };
    }
    if (this.#fault === null) return btC;
    const { how, sizeC } = this.#fault;
    if (how === 'lost') return oneOf(this.#random, [null, null, 0, 1372]);
    if (how === 'spikes') return this.#random.next() < 0.25 ? btC + sizeC : btC;
    if (atS >= this.#switchesS) {
      this.#isOff = !this.#isOff;
      this.#switchesS = atS + 1 + 6 * this.#random.next();
    }
    return this.#isOff ? btC - Math.abs(sizeC) : btC;
  }
}

function between(random: RandomStream, least: number, most: number): number {
  return least + random.next() * (most - least);
}

function oneOf<Item>(random: RandomStream, items: readonly Item[]): Item {
  return items[Math.floor(random.next() * items.length)] as Item;
}
