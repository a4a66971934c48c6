import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { feedOf } from '#live/live-store.ts';
import { InboxCount } from '#parts/InboxCount.tsx';
import { MenuPanel } from '#parts/MenuPanel.tsx';
import { RecordingState } from '#parts/RecordingState.tsx';
import { useTabName } from '#parts/use-tab-name.ts';
import { WallClock } from '#parts/WallClock.tsx';
import { isInDrum, markOf, zeroUsOf } from '#roasting/moment.ts';
import { WeighReminder } from '#screens/quality/WeighReminder.tsx';
import { BackgroundPanel } from '#screens/roast/BackgroundPanel.tsx';
import { BatchPanel } from '#screens/roast/BatchPanel.tsx';
import { MachinePanel } from '#screens/roast/MachinePanel.tsx';
import { WhatIfPanel } from '#screens/roast/WhatIfPanel.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RoastTopBar.module.css';

const cx = classNames(styles);

/** What is roasted, on which machine, whether it is safe, and what time it is. */
export function RoastTopBar(props: {
  readonly machine: MachineDto | null;
  readonly roast: RoastDto | null;
}) {
  const { machine, roast } = props;
  useTabName(roast?.title || (machine ? 'Next roast' : 'Artisan'));
  return (
    <header className={cx('bar')}>
      <h1 className={cx('name')}>
        {machine ? <BatchPanel machine={machine} roast={roast} /> : 'Artisan'}
      </h1>
      {isInDrum(roast) ? null : <WeighReminder roast={roast} />}
      {machine && roast ? <WhatIfPanel roast={roast} atS={() => nowS(machine, roast)} /> : null}
      {machine ? <BackgroundPanel hasArrows /> : null}
      {machine ? <MachinePanel machine={machine} /> : null}
      <InboxCount />
      <RecordingState />
      <WallClock />
      <MenuPanel />
    </header>
  );
}

/** Seconds from charge to the newest reading, or to the drop of a roast that is over. */
function nowS(machine: MachineDto, roast: RoastDto): number {
  const zeroUs = zeroUsOf(roast);
  const newestUs = feedOf(machine.id).newest?.monoUs ?? null;
  const dropS = markOf(roast, 'drop')?.timeS ?? null;
  if (dropS !== null) return Math.floor(dropS);
  return zeroUs === null || newestUs === null ? 0 : Math.floor((newestUs - zeroUs) / 1e6);
}
