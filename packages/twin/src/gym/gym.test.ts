import { describe, expect, it } from 'vitest';
import { faultNames } from '#disturbances/fault-table.ts';
import { calmDay } from '#disturbances/roast-day.ts';
import {
  type DisturbanceName,
  disturbanceNames,
  disturbedDay,
  suiteDay,
} from '#disturbances/suites.ts';
import { gymRoast } from '#gym/gym-roast.ts';
import { summarise } from '#gym/gym-table.ts';
import { type PolicyName, policies } from '#gym/people.ts';
import { referenceOf } from '#gym/reference.ts';
import { twinMachines } from '#machines/machines.ts';

const { g1 } = twinMachines;
const reference = referenceOf(g1);
const firstSeed = 1000;

function run(suite: 'A' | 'B' | 'M-A' | 'M-B', policy: PolicyName, days = 120) {
  const results = Array.from({ length: days }, (_, day) => {
    const seed = firstSeed + day;
    return gymRoast(suiteDay(g1, suite, seed), reference, policies[policy], seed);
  });
  return summarise(results, reference);
}

describe('a calm day', () => {
  it('repeats the reference, whoever stands there', () => {
    for (const policy of [policies.clock, policies.temperature, policies.human]) {
      const result = gymRoast(calmDay(g1), reference, policy, 1);
      expect(result.moves).toBe(0);
      // A person sees at a look, 20 s after the last, that it is time, and takes 3 s to drop.
      const lateS = (result.dropS ?? 0) - reference.dropS;
      expect(lateS).toBeGreaterThan(-3);
      expect(lateS).toBeLessThan(policy === policies.human ? 24 : 4);
      expect(result.rmseC).toBeLessThan(0.5);
    }
  });
});

describe(`days from seed ${firstSeed} on G1`, () => {
  it('scatter under the simulated humans as published, in both suites', () => {
    // Source: roast-science 12, n 240. Two samples of 240 of one truth differ by more than this once in twenty times.
    const n = 240;
    const mostLog = 1.96 * Math.sqrt(1 / (2 * n) + 1 / (2 * n));
    for (const [policy, suite, fcS, dropS] of [
      ['human', 'A', 14.4, 16.2],
      ['human', 'B', 11.1, 15.4],
      ['human-first', 'A', 23.7, 26.1],
      ['human-first', 'B', 11.4, 15.1],
    ] as const) {
      const { failures, fcSdS, dropSdS } = run(suite, policy, n);
      expect(failures).toBe(0);
      for (const [name, ours, published] of [
        ['first crack', fcSdS.value, fcS],
        ['drop', dropSdS.value, dropS],
      ] as const) {
        const said = `${policy} in ${suite}, ${name}: ${ours.toFixed(1)} for ${published}`;
        expect(Math.abs(Math.log(ours / published)), said).toBeLessThan(mostLog);
      }
    }
  });

  it('scatter more by the clock than under the human, and more on stressful days', () => {
    const human = run('A', 'human').dropSdS.value;
    expect(run('A', 'clock').dropSdS.value).toBeGreaterThan(3 * human);
    expect(run('A', 'clumsy').dropSdS.value).toBeGreaterThan(1.2 * human);
    expect(run('B', 'home').dropSdS.value).toBeGreaterThan(run('B', 'human').dropSdS.value);
    expect(run('B', 'clock').dropSdS.value).toBeLessThan(0.5 * run('A', 'clock').dropSdS.value);
  });

  it('count roasts that never drop instead of leaving them out', () => {
    const { n, failures } = run('M-A', 'clock');
    expect([n, failures > 0]).toEqual([120, true]);
  });
});

describe('disturbances', () => {
  it('each change the day, and are the same again for a seed', () => {
    for (const name of disturbanceNames) {
      const days = Array.from({ length: 60 }, (_, seed) => disturbedDay(g1, [name], 1, seed));
      expect(
        days.some((day) => JSON.stringify(day) !== JSON.stringify(calmDay(g1))),
        name,
      ).toBe(true);
      expect(disturbedDay(g1, [name], 1, 7)).toEqual(days[7]);
    }
  });

  it('draw from streams of their own: one more never shifts another', () => {
    const alone = disturbedDay(g1, ['weight'], 1, 3);
    const among = disturbedDay(g1, ['weather', 'moisture', 'weight', 'deadTime'], 1, 3);
    expect(among.machine.charge.greenKg).toBe(alone.machine.charge.greenKg);
  });

  it('hold every fault of the table, and as many at once as are asked for', () => {
    expect(faultNames.filter((name) => !disturbanceNames.includes(name))).toEqual([]);
    const { faults, actuator } = disturbedDay(g1, faultNames, 1, 9);
    expect([...faults.map(({ kind }) => kind), 'gasStepIgnored'].toSorted()).toEqual(
      faultNames.toSorted(),
    );
    expect(actuator.ignored).not.toBeNull();
  });

  it.each<readonly [DisturbanceName, PolicyName]>([
    // Readings that come twice halve a rate over the last thirty; who goes by a clock that jumps is early.
    ['doubledSamples', 'human'],
    ['clockJump', 'clock'],
    ['approvalLost', 'human'],
    ['gasStepIgnored', 'clock'],
  ])('%s changes how a roast comes out under %s', (name, policy) => {
    const dropsS = (added: readonly DisturbanceName[]) =>
      [1, 2, 3, 4, 5, 6].map(
        (seed) => gymRoast(suiteDay(g1, 'A', seed, added), reference, policies[policy], seed).dropS,
      );
    expect(dropsS([name])).not.toEqual(dropsS([]));
  });

  it.each<readonly [DisturbanceName, 'later' | 'sooner']>([
    ['stuckProbe', 'later'],
    ['probeOffset', 'sooner'],
  ])('%s misleads who looks at the probe: the drop comes %s', (name, when) => {
    const roast = (names: readonly DisturbanceName[]) =>
      gymRoast(disturbedDay(g1, names, 1, 5), reference, policies.clock, 5).dropS ??
      Number.POSITIVE_INFINITY;
    if (when === 'later') expect(roast([name])).toBeGreaterThan(roast([]));
    else expect(roast([name])).toBeLessThan(roast([]));
  });
});
