import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { type MarkKind, markLabels } from '@artisan-ts/domain';
import { inUnit } from '@artisan-ts/roast';
import { Link } from '@tanstack/react-router';
import { percentText, signedText, temperatureText, timeText } from '#display/format.ts';
import { Action, actionClass } from '#parts/Action.tsx';
import { setPreferences, usePreferences } from '#preferences/preferences.ts';
import { changeMark, finishRoast } from '#roasting/commands.ts';
import { useControls } from '#roasting/control-store.ts';
import { expectationOf } from '#roasting/expectation.ts';
import { markOf } from '#roasting/moment.ts';
import { pendingSuggestion } from '#roasting/next-mark.ts';
import type { Readouts } from '#roasting/readouts.ts';
import { NextShape } from '#screens/roast/NextShape.tsx';

interface NextCardProps {
  readonly machine: MachineDto;
  readonly roast: RoastDto | null;
  readonly readouts: Readouts;
  readonly reference: RoastDto | null;
  readonly next: MarkKind | null;
}

/** The one thing to do or to expect next. */
export function NextCard(props: NextCardProps) {
  const { machine, roast, readouts } = props;
  const suggestion = roast?.closeReason === null ? pendingSuggestion(roast.marks) : null;
  if (machine.connection.state !== 'connected' && readouts.stage !== 'finished') {
    return (
      <NextShape head="The machine is not read" caption={machine.connection.message} isUnsure />
    );
  }
  if (suggestion) return <Suggestion machineId={machine.id} mark={suggestion} />;
  switch (readouts.stage) {
    case 'preheat':
      return <BeforeCharge {...props} />;
    case 'roasting':
      return <Expected {...props} />;
    case 'dropped':
      return <AfterDrop {...props} />;
    case 'finished':
      return <Finished {...props} />;
  }
}

function Suggestion(props: {
  readonly machineId: string;
  readonly mark: NonNullable<ReturnType<typeof pendingSuggestion>>;
}) {
  const { machineId, mark } = props;
  const unit = usePreferences((preferences) => preferences.unit);
  return (
    <NextShape
      head={`Suggested, ${percentText(100 * mark.confidence, 0)} sure`}
      title={`${markLabels[mark.kind]} at ${timeText(mark.timeS)}?`}
      caption={inUnit(mark.reason, unit)}
      isUnsure
    >
      <Action weight="primary" onClick={() => void changeMark(machineId, mark.kind, 'confirm')}>
        Confirm <kbd>Enter</kbd>
      </Action>
      <Action onClick={() => void changeMark(machineId, mark.kind, 'undo')}>No</Action>
    </NextShape>
  );
}

/** Below this a drum that is being heated counts as steady. */
const steadyCPerMin = 1.5;

function BeforeCharge({ readouts, reference }: NextCardProps) {
  const unit = usePreferences((preferences) => preferences.unit);
  const rate = readouts.bt.rateCPerMin;
  const trend =
    rate === null
      ? 'Waiting for a rate of rise'
      : Math.abs(rate) < steadyCPerMin
        ? 'BT is steady'
        : `BT ${rate > 0 ? 'rising' : 'falling'}, ${signedText(unit, rate)} per minute`;
  const charge = markOf(reference, 'charge');
  const referenceWords =
    charge?.btC === null || charge === null
      ? ''
      : ` \u00b7 reference charged at ${temperatureText(unit, charge.btC)}`;
  return (
    <NextShape
      head="Next"
      title="Charge when ready"
      figure="Space"
      isKey
      caption={trend + referenceWords}
    />
  );
}

function Expected({ roast, readouts, reference, next }: NextCardProps) {
  const unit = usePreferences((preferences) => preferences.unit);
  const timeS = readouts.timeS ?? 0;
  const kind = next ?? 'drop';
  const expected = expectationOf(reference, roast, kind, timeS);
  const name = kind === 'fcStart' ? 'First crack' : markLabels[kind];
  if (!expected) {
    return (
      <NextShape head="Next" title={name} caption={withoutReference(roast, reference, kind)} />
    );
  }
  const at = expected.btC === null ? '' : ` at ${temperatureText(unit, expected.btC)}`;
  return (
    <NextShape
      head="Next, as in the reference"
      title={expected.inS >= 0 ? `${name} in` : `${name} was due`}
      figure={expected.inS >= 0 ? timeText(expected.inS) : `+${timeText(-expected.inS)}`}
      share={expected.share}
      caption={`reference ${timeText(expected.atS)}${at}`}
    />
  );
}

/** Shares of the roast at which many people drop. Units: percent. */
const developmentsPct = [15, 20, 25];

/** What is known without a forecast: in development, by when it is which share of the roast. */
function withoutReference(
  roast: RoastDto | null,
  reference: RoastDto | null,
  kind: MarkKind,
): string {
  const crackS = markOf(roast, 'fcStart')?.timeS;
  if (kind === 'drop' && crackS !== undefined) {
    const times = developmentsPct.map((pct) => `${pct} % at ${timeText(crackS / (1 - pct / 100))}`);
    return `Development will be ${times.join(', ')}.`;
  }
  return reference
    ? `The reference has no ${markLabels[kind].toLowerCase()} after this.`
    : 'No forecast: choose a reference to see when it came there.';
}

function AfterDrop({ machine, roast }: NextCardProps) {
  const refusal = useControls((state) => state.refusal);
  const dtr = roast?.dtrPct ?? null;
  const refused = refusal?.place === 'close' ? refusal.text : '';
  const verdict = dtr === null ? 'Saved as it is.' : `Development ${percentText(dtr)}.`;
  return (
    <NextShape
      head="Dropped"
      title="Cool the beans"
      caption={refused || `${verdict} Mark cool end, or finish here.`}
      isUnsure={refused !== ''}
    >
      <Action onClick={() => void finishRoast(machine.id)}>Finish roast</Action>
    </NextShape>
  );
}

function Finished({ roast, reference }: NextCardProps) {
  if (!roast) return null;
  const verdict = verdictOf(roast, reference);
  return (
    <NextShape
      head="Finished and saved"
      title="Weigh the beans"
      caption={`${verdict} Space charges the next roast.`.trim()}
    >
      <Link
        to="/roasts/$roastId"
        params={{ roastId: roast.id }}
        className={actionClass('secondary')}
      >
        Open roast
      </Link>
      <Action onClick={() => setPreferences({ clearedRoastId: roast.id })}>Clear</Action>
    </NextShape>
  );
}

/** How it was beside its reference, in one sentence; without one, nothing. */
function verdictOf(roast: RoastDto, reference: RoastDto | null): string {
  const [own, other] = [markOf(roast, 'drop'), markOf(reference, 'drop')];
  if (own === null || other === null) return '';
  const lateS = Math.round(own.timeS - other.timeS);
  if (lateS === 0) return 'Dropped when the reference was.';
  const words = lateS > 0 ? 'later' : 'earlier';
  return `Dropped ${timeText(Math.abs(lateS))} ${words} than the reference.`;
}
