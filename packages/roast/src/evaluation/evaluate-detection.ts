import { btChannel, etChannel } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { artisanBreak } from '#evaluation/artisan-rule.ts';
import { dataBreak } from '#evaluation/data-break.ts';
import {
  type ByKind,
  type DetectionEvaluation,
  type Finder,
  isCounted,
  type Judged,
  median,
  offset,
  scoreMachine,
  scoreRoasts,
} from '#evaluation/detection-scores.ts';
import { type PressedStream, scoreDetection } from '#evaluation/score.ts';
import { curveLeads, learntLead, type RoastLeads } from '#habit/press-lead.ts';
import { defaultSessionRules, type PressLeadS } from '#session/rules.ts';
import { judgeCurves } from '#signal/judge-curves.ts';

/** A roast to be played, and whose it is. */
export interface JudgedRoast extends PressedStream {
  readonly file: string;
  readonly machine: string;
}

/** Nobody can see a bend at the very end of a record, or between readings farther apart. */
const edgeMinS = 10;
const intervalMaxS = 5;

/** Plays every roast through the session rules and scores it by machine. Roasts of a machine come oldest first. */
export function evaluateDetection(roasts: readonly JudgedRoast[]): DetectionEvaluation {
  const names = [...new Set(roasts.map((roast) => roast.machine))];
  const judged = new Map(
    names.map((name) => [name, judgeInTurn(roasts.filter(({ machine }) => machine === name))]),
  );
  const machines = [...judged.values()];
  return {
    machines: [...judged].map(([machine, all]) => scoreMachine(machine, all)),
    all: scoreRoasts(machines, isCounted),
    allWithApart: scoreRoasts(machines, () => true),
    falseMarksTotal: machines.flat().flatMap((one) => one.falseMarks).length,
  };
}

/** The roasts of one machine: each is judged by what is known from those before. */
function judgeInTurn(roasts: readonly JudgedRoast[]): readonly Judged[] {
  const leads: Record<Finder, RoastLeads[]> = { ours: [], artisan: [], oracle: [] };
  return roasts.map((roast) => {
    const judged = judge(roast, {
      ours: learntLead(leads.ours, usualLeadS),
      artisan: learntLead(leads.artisan, noLeadS),
      oracle: learntLead(leads.oracle, noLeadS),
    });
    // In earnest, presses are all that is known of earlier roasts: ours learns as the station does.
    leads.ours.push(curveLeads({ ...roast, btC: soundBt(roast) }));
    for (const finder of ['artisan', 'oracle'] as const) {
      leads[finder].push({
        charge: offset(judged, 'charge', finder),
        drop: offset(judged, 'drop', finder),
      });
    }
    return judged;
  });
}

/** BT without what cannot be right: what a closed roast is learnt from. */
function soundBt({ timeS, btC, etC, intervalS }: JudgedRoast): JudgedRoast['btC'] {
  const curve = (channel: typeof btChannel, values: JudgedRoast['btC']) => {
    return { channel, timeS, values, missing: null };
  };
  const et = etC === null ? [] : [curve(etChannel, etC)];
  return judgeCurves([curve(btChannel, btC), ...et], intervalS)[0]?.usable ?? btC;
}

const usualLeadS = defaultSessionRules.pressLeadS;
/** Artisan marks where it sees the bend. */
const noLeadS: PressLeadS = { charge: 0, drop: 0 };

function judge(roast: JudgedRoast, leads: Readonly<Record<Finder, PressLeadS>>): Judged {
  const score = scoreDetection(roast, leads.ours);
  const pressedS = { charge: roast.chargeS, drop: roast.dropS };
  const byKind = <Value>(value: (kind: Break['kind']) => Value): ByKind<Value> => ({
    charge: value('charge'),
    drop: value('drop'),
  });
  const breakS = byKind((kind) => {
    const atS = pressedS[kind];
    return atS === null ? null : dataBreak(roast, atS);
  });
  const from = (bendS: number | null, kind: Break['kind'], finder: 'artisan' | 'oracle') =>
    bendS === null ? null : { bendS, markS: bendS - leads[finder][kind], rawS: bendS };
  return {
    file: roast.file,
    apart: apartReason(roast),
    pressedS,
    breakS,
    found: {
      ours: byKind((kind) => {
        const mark = score[kind];
        if (mark === null) return null;
        const rawS = mark.isSlow ? mark.bendS : mark.bendS - usualLeadS[kind];
        return { bendS: mark.bendS, markS: mark.timeS, rawS };
      }),
      artisan: byKind((kind) => from(artisanBreak(roast, kind), kind, 'artisan')),
      oracle: byKind((kind) => from(breakS[kind], kind, 'oracle')),
    },
    falseMarks: score.falseMarks,
  };
}

function apartReason({ timeS, chargeS, dropS }: JudgedRoast): string | null {
  const intervalS = median(timeS.slice(1).map((atS, index) => atS - (timeS[index] ?? atS))) ?? 0;
  const leadInS = chargeS === null ? null : chargeS - (timeS[0] ?? chargeS);
  const runOutS = dropS === null ? null : (timeS.at(-1) ?? dropS) - dropS;
  if (intervalS > intervalMaxS) return `a reading every ${intervalS.toFixed(1)} s`;
  if (leadInS !== null && leadInS < edgeMinS) return `${leadInS.toFixed(0)} s of lead-in`;
  if (runOutS !== null && runOutS < edgeMinS) return `${runOutS.toFixed(0)} s of run-out`;
  return null;
}
