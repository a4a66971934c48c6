import type { ConnectionReportDto, MachineDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { listDriverKinds, removeMachine, testConnection } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { machineTone, standingWords } from '#display/machine-words.ts';
import { originWords } from '#display/words.ts';
import { learnMachine } from '#live/live-store.ts';
import { Action, actionClass } from '#parts/Action.tsx';
import { StateCard } from '#parts/StateCard.tsx';
import { ChangeMachine } from '#screens/machines/ChangeMachine.tsx';
import { DeviceList } from '#screens/machines/DeviceList.tsx';
import { TestSteps } from '#screens/machines/TestSteps.tsx';
import { useMay } from '#session/use-may.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './MachineCard.module.css';

const cx = classNames(styles);

/** One machine: its state in words, its levers, a connection test, and the ways to change and to remove it. */
export function MachineCard(props: {
  readonly machine: MachineDto;
  /** Whoever may not is shown how it stands, without the ways to change that. */
  readonly canConnect: boolean;
}) {
  const { machine, canConnect } = props;
  const { isAllowed: canTest } = useMay('machine.connect', 'roast.mark');
  const [report, setReport] = useState<ConnectionReportDto | 'testing' | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const kinds = useQuery({ queryKey: ['drivers'], queryFn: listDriverKinds }).data ?? [];
  const [problem, setProblem] = useState('');
  const test = async () => {
    setReport('testing');
    setProblem('');
    try {
      setReport(await testConnection(machine.id));
    } catch (error) {
      setReport(null);
      setProblem(reasonText(error));
    }
  };
  const remove = async () => {
    try {
      await removeMachine(machine.id);
      learnMachine(machine.id, null);
    } catch (error) {
      setRemoving(false);
      setProblem(reasonText(error));
    }
  };
  return (
    <StateCard
      name={machine.name}
      heading="h2"
      tone={machineTone(machine)}
      state={standingWords(machine)}
    >
      <p className={cx('words')}>{describe(machine)}</p>
      <p className={cx('words')}>{machine.connection.message}</p>
      <DeviceList machine={machine} kinds={kinds} canConnect={canConnect} />
      {report === null ? null : <TestSteps report={report} />}
      {problem ? (
        <p className={cx('problem')} role="alert">
          {problem}
        </p>
      ) : null}
      {isRemoving && canConnect ? (
        <div className={cx('actions')}>
          <span className={cx('question')}>Remove {machine.name}? Its roasts stay.</span>
          <Action onClick={() => void remove()}>Remove</Action>
          <Action weight="quiet" onClick={() => setRemoving(false)}>
            Keep it
          </Action>
        </div>
      ) : isChanging && canConnect ? (
        <ChangeMachine machine={machine} onDone={() => setChanging(false)} />
      ) : (
        <div className={cx('actions')}>
          {canTest ? (
            <Action disabled={report === 'testing'} onClick={() => void test()}>
              Test connection
            </Action>
          ) : null}
          {canConnect && machine.roastId === null ? (
            <Link
              to="/connect"
              search={{ machine: machine.id }}
              className={actionClass('secondary')}
            >
              Add a device
            </Link>
          ) : null}
          {canConnect ? (
            <>
              <Action onClick={() => setChanging(true)}>Name and levers</Action>
              <Action weight="quiet" onClick={() => setRemoving(true)}>
                Remove
              </Action>
            </>
          ) : null}
        </div>
      )}
    </StateCard>
  );
}

function describe(machine: MachineDto): string {
  const levers = machine.levers.map(
    (lever) =>
      `${lever.label} in ${lever.unit}${lever.mode === 'logged' ? ', logged by hand' : ''}`,
  );
  const speed = machine.clockRate === 1 ? '' : `, ${machine.clockRate}\u00d7 speed`;
  const every = `${originWords[machine.origin]}, a reading every ${machine.intervalS} s${speed}`;
  return [every, ...levers].join(' \u00b7 ');
}
