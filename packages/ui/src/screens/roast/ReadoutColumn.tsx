import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';
import { feedOf } from '#live/live-store.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { useControls } from '#roasting/control-store.ts';
import { readoutsOf } from '#roasting/readouts.ts';
import { referenceBtAt } from '#roasting/reference-value.ts';
import type { Background } from '#roasting/use-background.ts';
import { useReadoutClock } from '#roasting/use-readout-clock.ts';
import { ChannelCard } from '#screens/roast/ChannelCard.tsx';
import { LeversCard } from '#screens/roast/LeversCard.tsx';
import { NextCard } from '#screens/roast/NextCard.tsx';
import { NoteCard } from '#screens/roast/NoteCard.tsx';
import { TimeCard } from '#screens/roast/TimeCard.tsx';
import styles from './ReadoutColumn.module.css';

/** The numbers that matter, together: time, BT, ET, what comes next, levers. */
export function ReadoutColumn(props: {
  readonly machine: MachineDto;
  /** The roast on the chart; null between roasts. */
  readonly roast: RoastDto | null;
  /** The last roast of the machine, shown or put away. */
  readonly lastRoast: RoastDto | null;
  readonly background: Background | null;
  readonly next: MarkKind | null;
}) {
  const { machine, roast, background } = props;
  const nowMs = useReadoutClock();
  const isNoteOpen = useControls((state) => state.isNoteOpen);
  const showBackground = usePreferences((preferences) => preferences.showBackground);
  const readouts = readoutsOf(machine, roast, feedOf(machine.id), nowMs);
  const reference = showBackground ? background : null;
  const atS = readouts.stage === 'roasting' ? readouts.timeS : null;
  const referenceBtC = atS === null ? null : referenceBtAt(reference?.scene ?? null, atS);
  const differenceK =
    referenceBtC === null || readouts.bt.valueC === null ? null : readouts.bt.valueC - referenceBtC;
  return (
    <aside className={styles['column']} aria-label="Readouts">
      <TimeCard
        readouts={readouts}
        machine={machine}
        roast={roast}
        lastRoast={props.lastRoast}
        nowMs={nowMs}
      />
      <ChannelCard channel="bt" readouts={readouts} differenceK={differenceK} />
      <ChannelCard channel="et" readouts={readouts} differenceK={null} />
      {isNoteOpen ? (
        <NoteCard
          machineId={machine.id}
          timeS={readouts.stage === 'roasting' ? readouts.timeS : null}
        />
      ) : (
        <NextCard
          machine={machine}
          roast={roast}
          readouts={readouts}
          reference={reference?.roast ?? null}
          next={props.next}
        />
      )}
      <LeversCard machine={machine} />
    </aside>
  );
}
