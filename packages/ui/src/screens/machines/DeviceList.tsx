import type { ChangeMachineBody, DriverKindDto, MachineDto } from '@artisan-ts/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { changeMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { connectionTone, connectionWords } from '#display/machine-words.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action, actionClass } from '#parts/Action.tsx';
import { Dot } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './DeviceList.module.css';

const cx = classNames(styles);

type Device = MachineDto['sources'][number];

/** The devices that a machine is read by: how each stands, what it measures, and the way to let one go. */
export function DeviceList(props: {
  readonly machine: MachineDto;
  readonly kinds: readonly DriverKindDto[];
  readonly canConnect: boolean;
}) {
  const { machine, kinds, canConnect } = props;
  const [removed, setRemoved] = useState<Device | null>(null);
  const [problem, setProblem] = useState('');
  const labelOf = ({ driver }: Device) =>
    kinds.find((kind) => kind.name === driver)?.label ?? driver;
  const change = async (sources: ChangeMachineBody['sources'], gone: Device | null) => {
    try {
      learnMachine(machine.id, await changeMachine(machine.id, { sources }));
      setRemoved(gone);
      setProblem('');
    } catch (error) {
      setProblem(reasonText(error));
    }
  };
  const kept = machine.sources.map(({ id }) => ({ id }));
  return (
    <section aria-label={`Devices of ${machine.name}`} className={cx('devices')}>
      <ul className={cx('list')}>
        {machine.sources.map((device, index) => (
          <li key={device.id} className={cx('device')}>
            <span className={cx('name')}>
              {labelOf(device)}
              <span className={cx('channels')}>
                {channelLabels(machine, device)}
                {index === 0 && machine.sources.length > 1 ? ', leads' : ''}
              </span>
            </span>
            <Dot tone={connectionTone(device.connection.state)}>
              {connectionWords[device.connection.state]}
            </Dot>
            {canConnect && machine.roastId === null ? (
              <Link
                to="/connect"
                search={{ machine: machine.id, device: device.id }}
                className={actionClass('quiet')}
                aria-label={`Change ${labelOf(device)}, ${channelLabels(machine, device)}`}
              >
                Change
              </Link>
            ) : null}
            {canConnect && machine.sources.length > 1 ? (
              <Action
                weight="quiet"
                aria-label={`Remove ${labelOf(device)}, ${channelLabels(machine, device)}`}
                onClick={() =>
                  void change(
                    kept.filter(({ id }) => id !== device.id),
                    device,
                  )
                }
              >
                Remove
              </Action>
            ) : null}
          </li>
        ))}
      </ul>
      {removed ? (
        <p role="status" className={cx('removed')}>
          {labelOf(removed)} is no longer read. What it recorded stays.
          <Action onClick={() => void change([...kept, { id: removed.id }], null)}>Undo</Action>
        </p>
      ) : null}
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
    </section>
  );
}

function channelLabels(machine: MachineDto, { channels }: Device): string {
  const labels = machine.channels.filter(({ id }) => channels.includes(id));
  return labels.map(({ label }) => label).join(', ');
}
