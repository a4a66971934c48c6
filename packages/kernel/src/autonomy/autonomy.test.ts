import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Behaviour,
  behaviours,
  classCaps,
  type Grant,
  grantLastsMs,
  type Level,
  levelInForce,
  type RunningVersions,
} from '#autonomy/ladder.ts';
import { type PromotionEvidence, promotionObstacles } from '#autonomy/promotion.ts';

const running: RunningVersions = {
  agent: 'a1',
  model: '',
  policy: 'p1',
  tools: 't1',
  machineProfile: 'm1',
  evidence: 'e1',
};
const grantOf = (behaviour: Behaviour, level: Level): Grant => ({
  orgId: 'local',
  machineId: 'machine_1',
  behaviour,
  level,
  versions: running,
  grantedAtMs: 0,
  proposedBy: 'ana',
  approvedBy: 'ben',
});
const names = Object.keys(behaviours) as Behaviour[];
const allLevels = [1, 2, 3, 4, 5] as const;

describe('the autonomy ladder', () => {
  it('begins everything new at "recommend"', () => {
    for (const behaviour of names) {
      const facts = { grant: null, running, ceiling: 5, nowMs: 0 } as const;
      expect(levelInForce(behaviour, facts)).toEqual({ level: 2, reasons: [] });
    }
  });

  it('is never above class, grant or breaker, for every combination (INV-21)', () => {
    for (const behaviour of names) {
      for (const granted of allLevels) {
        for (const ceiling of allLevels) {
          const grant = grantOf(behaviour, granted);
          const { level } = levelInForce(behaviour, { grant, running, ceiling, nowMs: 1 });
          expect(level).toBe(Math.min(granted, ceiling, classCaps[behaviours[behaviour]]));
        }
      }
    }
  });

  it('says what holds it', () => {
    const grant = grantOf('raise-heat', 5);
    expect(levelInForce('raise-heat', { grant, running, ceiling: 2, nowMs: 1 })).toEqual({
      level: 2,
      reasons: ['BREAKER_OPEN', 'AUTONOMY_CAP'],
    });
  });

  it.each(Object.keys(running) as (keyof RunningVersions)[])(
    'returns to "recommend" when the %s is another (INV-22)',
    (name) => {
      const grant = grantOf('write-report', 5);
      const changed = { ...running, [name]: 'other' };
      expect(
        levelInForce('write-report', { grant, running: changed, ceiling: 5, nowMs: 1 }),
      ).toEqual({
        level: 2,
        reasons: ['GRANT_STALE'],
      });
    },
  );

  it('returns to "recommend" when the grant is over', () => {
    const grant = grantOf('write-report', 5);
    const at = (nowMs: number) =>
      levelInForce('write-report', { grant, running, ceiling: 5, nowMs }).level;
    expect([at(grantLastsMs - 1), at(grantLastsMs)]).toEqual([5, 2]);
  });
});

const sound: PromotionEvidence = {
  criticalCasesFailed: 0,
  flowCoverage: 0.95,
  simulatedTrials: 3_000,
  simulatedViolations: 0,
  adviceRoasts: 30,
  adviceAgreement: 0.8,
  executedAtL3: 1_000,
  unsafeAtL3: 0,
  daysAtL3: 90,
  roastsAtL3: 100,
  outcome: 'better',
  overrideShare: 0.02,
  approvalRate: 0.98,
  decisionMedianS: 0.5,
  isCommissioned: true,
  daysSinceCommissioning: 90,
  proposedBy: 'ana',
  approvedBy: 'ben',
  isOnePersonOrg: false,
  hoursSinceProposal: 0,
};

describe('promotion', () => {
  it('stands in the way of nothing that is proven', () => {
    expect(promotionObstacles('lower-heat', 3, sound)).toEqual([]);
    expect(promotionObstacles('lower-heat', 4, sound)).toEqual([]);
    expect(promotionObstacles('raise-heat', 2, { ...sound, criticalCasesFailed: 9 })).toEqual([]);
  });

  it.each([
    [3, { criticalCasesFailed: 1 }],
    [3, { flowCoverage: 0.69 }],
    [3, { simulatedTrials: 299 }],
    [3, { simulatedViolations: 1 }],
    [3, { adviceRoasts: 29 }],
    [3, { adviceAgreement: 0.79 }],
    [3, { outcome: 'worse' }],
    [3, { overrideShare: 0.11 }],
    [3, { approvalRate: 0.99, decisionMedianS: 0.5 }],
    [3, { isCommissioned: false }],
    [3, { approvedBy: 'ana' }],
    [3, { isOnePersonOrg: true, hoursSinceProposal: 23 }],
    [4, { flowCoverage: 0.89 }],
    [4, { simulatedTrials: 2_999 }],
    [4, { executedAtL3: 999 }],
    [4, { unsafeAtL3: 1 }],
    [4, { daysAtL3: 89 }],
    [4, { roastsAtL3: 99 }],
    [4, { outcome: 'no-worse' }],
    [4, { overrideShare: 0.03 }],
    [4, { daysSinceCommissioning: 91 }],
    [4, { flowCoverage: Number.NaN }],
  ] as const)('to level %i is refused with %j, in one sentence', (level, over) => {
    expect(promotionObstacles('lower-heat', level, { ...sound, ...over })).toHaveLength(1);
  });

  it('lets a slow look stand for real approvals, and a day for a second person', () => {
    expect(
      promotionObstacles('lower-heat', 3, { ...sound, approvalRate: 1, decisionMedianS: 1.5 }),
    ).toEqual([]);
    const alone = { ...sound, approvedBy: 'ana', isOnePersonOrg: true, hoursSinceProposal: 24 };
    expect(promotionObstacles('lower-heat', 3, alone)).toEqual([]);
  });

  it('is never possible above the cap of the class, whatever is proven', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...allLevels), (behaviour, level) => {
        const cap = classCaps[behaviours[behaviour]];
        const obstacles = promotionObstacles(behaviour, level, sound);
        expect(obstacles.length === 0).toBe(level <= cap);
      }),
    );
  });

  it('is refused when the evidence cannot be read', () => {
    const broken = new Proxy(sound, {
      get: () => {
        throw new Error('unreadable');
      },
    });
    expect(promotionObstacles('lower-heat', 3, broken)).toHaveLength(11);
  });
});
