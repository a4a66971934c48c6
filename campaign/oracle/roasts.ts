import { usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Drum } from '../world/drum.ts';
import type { Machine } from '../world/machine.ts';
import { closeAfterDropS } from '../world/scenario.ts';
import type { World } from '../world/world.ts';
import { type Sight, sees } from './sight.ts';

/** What the recogniser looks at before and after a moment: a charge needs its fall, a drop what follows. */
const beforeS = 60;
const afterS = 130;

/** A drop shows when BT falls so far within so long. */
const fallC = 6;
const fallWithinS = 90;
/** A charge shows when BT did not fall by more for so long before it. */
const settledC = 4;
const settledS = 120;
const edgeS = 15;

/** A roast that nobody saw begin has no readings from before so long a hole; the product says so. */
const holeMaxS = 120;

/** So much before charge is in every roast that could have it. */
const leadInS = 60;

/** A roast in which nothing is marked for so long is closed as unattended; the product says so. */
const unattendedS = 7200;

/** How a batch lies on the axis of its machine, or a piece of one that was torn. */
interface Batch {
  readonly chargeS: number;
  readonly dropS: number;
  /** Both its ends could be recognised, or were pressed and acknowledged. */
  readonly isKnown: { readonly charge: boolean; readonly drop: boolean };
}

/** Every batch that could be seen or was pressed is one closed roast, and there is no roast without a batch. */
export function checkRoasts(
  world: World,
  machine: Machine,
  sight: Sight,
  roasts: readonly StoredRoast[],
): readonly string[] {
  const broken: string[] = [];
  const batches = batchesOf(world, machine, sight);
  const open = roasts.filter(({ header }) => header.closeReason === null);
  if (open.length > 1) broken.push(`${machine.name}: ${open.length} roasts are open`);
  for (const roast of roasts) {
    const own = batches.filter((batch) => holds(roast, batch));
    const isOver = own.every(({ isKnown }) => isKnown.drop);
    if (own.length === 0) broken.push(`${machine.name}: roast ${text(roast)} without a batch`);
    if (own.length > 0 && isOver && roast.header.closeReason === null)
      broken.push(`${machine.name}: roast ${text(roast)} is still open`);
  }
  for (const [index, batch] of batches.entries()) {
    const own = roasts.filter((roast) => holds(roast, batch));
    const isClear = index === 0 || batches[index - 1]?.isKnown.drop === true;
    if (own.length > 1)
      broken.push(`${machine.name}: batch ${index + 1} became ${own.length} roasts`);
    if (own.length === 0 && batch.isKnown.charge && isClear)
      broken.push(
        `${machine.name}: batch ${index + 1}, charged at ${batch.chargeS.toFixed(0)} s, became no roast; there are ${roasts.map(text).join('; ')}`,
      );
    const shared = own.find((roast) =>
      batches.some((other) => other !== batch && isWhole(other) && holds(roast, other)),
    );
    if (shared !== undefined && batch.isKnown.charge && isClear && index > 0)
      broken.push(`${machine.name}: batch ${index + 1} is in the roast of another`);
  }
  return [...broken, ...checkLeadIns(machine, sight, roasts)];
}

/** The minutes before charge belong to the roast, as far as they were read and are nobody else's. */
function checkLeadIns(
  machine: Machine,
  sight: Sight,
  roasts: readonly StoredRoast[],
): readonly string[] {
  return roasts.flatMap(({ header, span }) => {
    const { charge } = header.marks;
    if (span === null || charge === undefined || charge.timeS >= leadInS) return [];
    const startS = span.startUs / usPerSecond;
    const chargeS = startS + charge.timeS;
    const isTaken = roasts.some(
      (other) =>
        other.header.id !== header.id &&
        (other.span?.endUs ?? 0) / usPerSecond > chargeS - leadInS &&
        (other.span?.startUs ?? 0) < span.startUs,
    );
    if (isTaken || !sees(sight, chargeS - leadInS, chargeS) || chargeS < leadInS) return [];
    return [`${machine.name}: only ${charge.timeS.toFixed(0)} s before charge are in the roast`];
  });
}

function batchesOf(world: World, machine: Machine, sight: Sight): readonly Batch[] {
  const { speed, batches } = machine.plan;
  const likeDrops = chargesLikeDrops(world, machine);
  return batches.flatMap((batch, index) => {
    const [chargedS, droppedS] = [batch.chargeS * speed, batch.dropS * speed];
    const [chargeS, dropS] = [machine.onAxis(chargedS), machine.onAxis(droppedS)];
    // By the machine's own time as well: after a reboot its axis may show the same times once more.
    const wasOff = (deedS: number): boolean =>
      machine.lost.some(({ fromS, toS }) => toS > deedS - beforeS && fromS < deedS + afterS);
    const wasSeen = (deedS: number): boolean => {
      const atS = machine.onAxis(deedS);
      return sees(sight, atS - beforeS, atS + afterS) && !wasOff(deedS);
    };
    const wasPressed = (kind: 'charge' | 'drop', atS: number): boolean =>
      world.truth.marks.isAcknowledged(machine, kind, atS);
    const charge =
      wasPressed('charge', chargeS) ||
      (wasSeen(chargedS) && wasSettled(machine.drum, chargedS) && !likeDrops.includes(chargedS));
    const drop = wasPressed('drop', dropS) || (wasSeen(droppedS) && fell(machine, index));
    const whole = { chargeS, dropS, isKnown: { charge, drop } };
    const before = batches[index - 1];
    const coolsUntilS =
      before === undefined ? 0 : machine.onAxis(before.dropS * speed) + closeAfterDropS + edgeS;
    return piecesOf(machine, whole).map((piece) => seenOf(sight, piece, coolsUntilS));
  });
}

/**
 * What a roast can be held to of a batch that nobody saw begin: what was read since the last long hole in it, and since the roast
 * before it was closed, which took what came until then for its cooling.
 */
function seenOf({ blind }: Sight, batch: Batch, coolsUntilS: number): Batch {
  if (batch.isKnown.charge) return batch;
  const ends = blind
    .filter(({ fromS, toS }) => toS - fromS > holeMaxS && toS > batch.chargeS && toS < batch.dropS)
    .map(({ toS }) => toS);
  const cools = coolsUntilS < batch.dropS ? [coolsUntilS] : [];
  return { ...batch, chargeS: Math.max(batch.chargeS, ...ends, ...cools) };
}

/**
 * A clock that is set while its computer is off cannot be told from a computer that was off for so long. When more than two hours
 * seem to have passed since charge, the roast was closed, and what is read of the batch afterwards are beans that nobody saw come.
 */
function piecesOf(machine: Machine, batch: Batch): readonly Batch[] {
  const { chargeS, dropS, isKnown } = batch;
  const offs = machine.lost
    .map(({ fromS, toS }) => ({ fromS: machine.onAxis(fromS), toS: machine.onAxis(toS) }))
    .filter(({ fromS, toS }) => fromS > chargeS && toS < dropS && toS > chargeS + unattendedS);
  const [torn] = offs;
  if (torn === undefined) return [batch];
  const isLeft = torn.toS - torn.fromS > unattendedS;
  const first = {
    chargeS,
    dropS: torn.fromS,
    isKnown: { charge: isKnown.charge, drop: isLeft || isKnown.drop },
  };
  const later = offs.map(({ toS }, index) => ({
    chargeS: toS,
    dropS: offs[index + 1]?.fromS ?? dropS,
    isKnown: { charge: false, drop: isKnown.drop },
  }));
  return [first, ...later];
}

/** Whether BT stood still for the two minutes before a moment, or rose: nobody can tell a charge from a drum that cools. */
function wasSettled(drum: Drum, atS: number): boolean {
  const [atFirst = 0] = drum.btBetween(atS - settledS, atS - settledS + edgeS);
  const [before = 0] = drum.btBetween(atS - edgeS, atS);
  return atS >= settledS && atFirst - before < settledC;
}

/**
 * Whether the beans' leaving shows before the next come: a drop below the temperature of the empty drum makes BT rise. `index`:
 * of the batch.
 */
function fell({ drum, plan }: Machine, index: number): boolean {
  const atS = (plan.batches[index]?.dropS ?? 0) * plan.speed;
  const nextS = (plan.batches[index + 1]?.chargeS ?? Number.POSITIVE_INFINITY) * plan.speed;
  const around = drum.btBetween(atS - edgeS, Math.min(atS + edgeS, nextS));
  const after = drum.btBetween(atS, Math.min(atS + fallWithinS, nextS));
  return Math.max(...around) - Math.min(...after) >= fallC;
}

/** BT that stood within so much for two minutes stands in no roast; in noise and quantum it may be told from a rise of so much. */
const standsC = 0.8;

/**
 * When beans fell into a drum that nobody could know to be empty, in the machine's time: those before left it unseen and unpressed, so
 * short before that BT had not stood for long enough to tell. That fall may be taken for their drop.
 */
export function chargesLikeDrops(world: World, machine: Machine): readonly number[] {
  const { batches, speed } = machine.plan;
  return batches.flatMap(({ dropS }, index) => {
    const nextS = batches[index + 1]?.chargeS;
    if (nextS === undefined || hasStood(machine.drum, dropS * speed, nextS * speed)) return [];
    const dropOnAxisS = machine.onAxis(dropS * speed);
    if (fell(machine, index) || world.truth.marks.isAcknowledged(machine, 'drop', dropOnAxisS))
      return [];
    return [nextS * speed];
  });
}

/** Whether BT stood for two minutes before the next beans, as it does in no drum with beans. */
function hasStood(drum: Drum, dropS: number, nextS: number): boolean {
  const thenS = nextS - settledS - edgeS;
  const seen = drum.btBetween(thenS, nextS);
  const [thenC = 0] = seen;
  const nowC = seen.at(-1) ?? thenC;
  return thenS >= dropS && nowC - thenC < standsC;
}

/** A batch whose beginning nobody saw is no roast, and may lie in the minutes before the next one. */
function isWhole({ isKnown }: Batch): boolean {
  return isKnown.charge && isKnown.drop;
}

/** Whether a roast holds most of a batch. */
function holds({ span }: StoredRoast, { chargeS, dropS }: Batch): boolean {
  if (span === null) return false;
  const fromS = Math.max(chargeS, span.startUs / usPerSecond);
  const toS = Math.min(dropS, (span.endUs ?? Number.MAX_SAFE_INTEGER) / usPerSecond);
  return toS - fromS > (dropS - chargeS) / 2;
}

function text({ header, span }: StoredRoast): string {
  const marks = Object.values(header.marks).map(
    ({ kind, timeS, source }) => `${kind} ${timeS.toFixed(0)} ${source}`,
  );
  return `${((span?.startUs ?? 0) / usPerSecond).toFixed(0)} to ${((span?.endUs ?? 0) / usPerSecond).toFixed(0)} s (${marks.join(', ')}; ${header.closeReason})`;
}
