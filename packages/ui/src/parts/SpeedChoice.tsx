import { useState } from 'react';
import { changeMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { learnMachine } from '#live/live-store.ts';
import { useMachine } from '#live/use-machine.ts';
import { Choice } from '#parts/Choice.tsx';

const speeds = ['1', '2', '5', '10', '20'] as const;

/** How fast a simulated machine runs. Only between roasts: a roast has one speed. */
export function SpeedChoice() {
  const { machine, roast } = useMachine();
  const [refusal, setRefusal] = useState('');
  if (!machine || machine.origin === 'measured') return null;
  const isRoasting = roast !== null && roast.closeReason === null;
  const change = async (value: string) => {
    try {
      learnMachine(machine.id, await changeMachine(machine.id, { clockRate: Number(value) }));
      setRefusal('');
    } catch (error) {
      setRefusal(reasonText(error));
    }
  };
  return (
    <Choice
      label={`Speed of ${machine.name}`}
      value={String(machine.clockRate)}
      options={speeds.map((value) => ({ value, label: `${value}\u00d7` }))}
      disabled={isRoasting}
      hint={refusal || (isRoasting ? 'Can be changed when no roast is going on.' : '')}
      onChange={(value) => void change(value)}
    />
  );
}
