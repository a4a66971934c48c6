import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { listDriverKinds } from '#api/machines.ts';
import { useLiveState } from '#live/live-store.ts';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { ConnectFlow } from '#screens/connect/ConnectFlow.tsx';
import { useMay } from '#session/use-may.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** Connects a machine step by step, gives one another device, or changes one that it has. */
export function ConnectScreen() {
  const { machine: machineId, device: deviceId } = useSearch({ from: '/connect' });
  const { isAllowed, why } = useMay('machine.connect');
  const kinds = useQuery({ queryKey: ['drivers'], queryFn: listDriverKinds });
  const machines = useLiveState((state) => state.machines);
  const machine = machines?.find(({ id }) => id === machineId) ?? null;
  const device = machine?.sources.find(({ id }) => id === deviceId) ?? null;
  const isReady =
    isAllowed && kinds.data !== undefined && (machineId === undefined || machine !== null);
  const title =
    machine === null
      ? 'Connect a machine'
      : device === null
        ? `Add a device to ${machine.name}`
        : `Change a device of ${machine.name}`;
  return (
    <div>
      <ScreenBar name={title} parent={<Link to="/machines">Machines</Link>} />
      <main className={cx('main')}>
        {kinds.error ? <p className={cx('problem')}>{kinds.error.message}</p> : null}
        {isReady ? (
          <ConnectFlow
            key={`${machineId} ${deviceId}`}
            kinds={kinds.data}
            machine={machine}
            device={device}
          />
        ) : (
          <p className={cx('quiet')}>
            {why ||
              (machineId !== undefined && machines !== null && machine === null
                ? 'That machine is not there any more.'
                : 'Looking for the station.')}
          </p>
        )}
      </main>
    </div>
  );
}
