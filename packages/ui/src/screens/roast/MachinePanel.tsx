import type { MachineDto } from '@artisan-ts/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { machineTone, machineWords } from '#display/machine-words.ts';
import { useLiveState } from '#live/live-store.ts';
import { Dot } from '#parts/Dot.tsx';
import { Panel } from '#parts/Panel.tsx';
import { setPreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TopPanels.module.css';

const cx = classNames(styles);

/** Which machine is looked at, where its data come from, and the way to another one. */
export function MachinePanel(props: { readonly machine: MachineDto }) {
  const [isOpen, setOpen] = useState(false);
  const machines = useLiveState((state) => state.machines) ?? [];
  const { machine } = props;
  return (
    <Panel
      label="Machine"
      open={isOpen}
      onOpenChange={setOpen}
      triggerClass={cx('trigger')}
      trigger={<Dot tone={machineTone(machine)}>{machineWords(machine)}</Dot>}
    >
      <h2 className={cx('heading')}>Machine</h2>
      <ul className={cx('list')}>
        {machines.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              className={cx('item')}
              aria-pressed={other.id === machine.id}
              onClick={() => {
                setPreferences({ machineId: other.id });
                setOpen(false);
              }}
            >
              <Dot tone={machineTone(other)}>{machineWords(other)}</Dot>
            </button>
          </li>
        ))}
      </ul>
      <p className={cx('note')}>{machine.connection.message}</p>
      <Link to="/machines" className={cx('more')}>
        All machines
      </Link>
    </Panel>
  );
}
