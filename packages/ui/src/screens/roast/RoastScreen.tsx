import { useEffect } from 'react';
import { useRoastKeys } from '#keyboard/use-roast-keys.ts';
import { useLiveState } from '#live/live-store.ts';
import { useMachine } from '#live/use-machine.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { resetControls, useControls } from '#roasting/control-store.ts';
import { nextMark } from '#roasting/next-mark.ts';
import { useBackground } from '#roasting/use-background.ts';
import { Announcer } from '#screens/roast/Announcer.tsx';
import { EventRow } from '#screens/roast/EventRow.tsx';
import { HelpSheet } from '#screens/roast/HelpSheet.tsx';
import { LiveChart } from '#screens/roast/LiveChart.tsx';
import { NoMachine } from '#screens/roast/NoMachine.tsx';
import { ReadoutColumn } from '#screens/roast/ReadoutColumn.tsx';
import { RoastTopBar } from '#screens/roast/RoastTopBar.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RoastScreen.module.css';

const cx = classNames(styles);

/** The instrument: what a person looks at while roasting. */
export function RoastScreen() {
  const { machine, roast } = useMachine();
  const isLost = useLiveState(({ link }) => link === 'lost');
  const isKnown = useLiveState(({ machines }) => machines !== null);
  const { background } = useBackground();
  const { emphasis } = useControls();
  const clearedRoastId = usePreferences((preferences) => preferences.clearedRoastId);
  const machineId = machine?.id ?? null;
  const isClosed = roast !== null && roast.closeReason !== null;
  // A closed roast stays in sight until the next one begins or it is put away.
  const shown = isClosed && roast.id === clearedRoastId ? null : roast;
  const next = nextMark(roast?.marks ?? [], isClosed, background?.roast.marks ?? []);
  const emphasised = emphasis ?? next;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another machine starts at rest.
  useEffect(() => resetControls(), [machineId]);
  useRoastKeys(machine, emphasised);

  return (
    <div className={cx('screen')}>
      <RoastTopBar machine={machine} roast={shown} />
      {machine ? (
        <>
          <main className={cx('chart')} aria-label="Roast">
            <LiveChart machine={machine} roast={shown} background={background} isLost={isLost} />
          </main>
          <ReadoutColumn
            machine={machine}
            roast={shown}
            lastRoast={roast}
            background={background}
            next={next}
          />
          <EventRow machineId={machine.id} roast={shown} emphasised={emphasised} next={next} />
          <Announcer roast={shown} />
        </>
      ) : (
        <NoMachine isKnown={isKnown} isLost={isLost} />
      )}
      <HelpSheet />
    </div>
  );
}
