import type { MachineDto, RoastDto, SetupBody } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { setUpMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import {
  batchMassText,
  measureText,
  measureTyped,
  measureUnit,
  type Units,
} from '#display/measure-text.ts';
import { Action } from '#parts/Action.tsx';
import { CoffeeChoice, coffeesToChoose } from '#parts/CoffeeChoice.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { Panel } from '#parts/Panel.tsx';
import { useUsedNames } from '#parts/use-used-names.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { isInDrum } from '#roasting/moment.ts';
import { useWho } from '#session/use-who.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TopPanels.module.css';

const cx = classNames(styles);

/** What is in the drum or comes into it next, by name: coffee, profile, how much, who roasts. Pressed, it is said. */
export function BatchPanel(props: {
  readonly machine: MachineDto;
  readonly roast: RoastDto | null;
}) {
  const { machine, roast } = props;
  const [isOpen, setOpen] = useState(false);
  const { title, words } = useBatchWords(machine, roast);
  return (
    <Panel
      label="Batch"
      align="start"
      open={isOpen}
      onOpenChange={setOpen}
      triggerClass={cx('trigger', 'batch')}
      trigger={
        <>
          <span className={cx('hidden')}>Batch: </span>
          <span className={cx('title')}>{title}</span>
          <span className={cx('hidden')}>, </span>
          <span className={cx('words')}>{words}</span>
        </>
      }
    >
      <h2 className={cx('heading')}>{isInDrum(roast) ? 'This batch' : 'The next batch'}</h2>
      {isOpen ? <Fields machine={machine} /> : null}
      <p className={cx('note')}>
        {isInDrum(roast)
          ? 'It holds for this roast and for those that follow.'
          : 'It holds from the next charge on. The roast before stays as it is.'}{' '}
        Every field is kept when you leave it.
      </p>
    </Panel>
  );
}

function Fields({ machine }: { readonly machine: MachineDto }) {
  const { setup } = machine;
  const { unit, weight } = usePreferences();
  const units = { unit, weight };
  const { profiles, people } = useUsedNames();
  const signedIn = useWho()?.person?.name ?? null;
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (body: SetupBody): Promise<string | null> => {
    try {
      await setUpMachine(machine.id, body);
      return null;
    } catch (refused) {
      return reasonText(refused);
    }
  };
  return (
    <div className={cx('form')}>
      <CoffeeChoice value={setup} onChange={(ties) => void change(ties).then(setProblem)} />
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
      <KeptField
        label="Profile"
        value={setup.profile}
        suggestions={profiles}
        onKeep={(profile) => change({ profile })}
      />
      <KeptField
        label="Roasted by"
        value={setup.person}
        suggestions={people}
        {...(signedIn !== null && { placeholder: `${signedIn}, as signed in` })}
        onKeep={(person) => change({ person })}
      />
      {signedIn !== null && setup.person !== '' && setup.person !== signedIn ? (
        <Action onClick={() => void change({ person: signedIn }).then(setProblem)}>
          Roasted by {signedIn}
        </Action>
      ) : null}
      <KeptField
        label={`Green in every batch, ${measureUnit('greenG', units)}`}
        value={measureText('greenG', setup.greenG, units)}
        inputMode="decimal"
        onKeep={async (text) => {
          const greenG = measureTyped('greenG', text, units);
          return typeof greenG === 'string' ? greenG : change({ greenG });
        }}
      />
    </div>
  );
}

/** The name of the batch and a line about it. What nobody said yet is asked for. */
function useBatchWords(machine: MachineDto, roast: RoastDto | null) {
  const { unit, weight } = usePreferences();
  const signedIn = useWho()?.person?.name ?? '';
  const setup = { ...machine.setup, person: machine.setup.person || signedIn };
  const isTied = setup.coffeeId !== null || (roast !== null && roast.coffeeId !== null);
  const { data } = useQuery({ ...coffeesToChoose, enabled: isTied });
  const coffeeOf = ({ coffeeId }: Pick<RoastDto, 'coffeeId'>) =>
    data?.items.find(({ id }) => id === coffeeId)?.name ?? '';
  const units = { unit, weight };
  if (roast === null) {
    const words = wordsOf(setup, '', units);
    return {
      title: coffeeOf(setup) || 'Next roast',
      words: words || 'Name the coffee',
    };
  }
  const title = coffeeOf(roast) || roast.title || 'Untitled roast';
  if (isInDrum(roast)) {
    const beans = roast.beans.split('\n')[0]?.trim() ?? '';
    const words = wordsOf(roast, beans === title ? '' : beans, units);
    return { title, words: words || 'Name the coffee' };
  }
  const words = wordsOf(setup, coffeeOf(setup), units);
  return { title, words: words === '' ? 'Name the next coffee' : `Next: ${words}` };
}

function wordsOf(
  { profile, person, greenG }: Pick<RoastDto, 'profile' | 'person' | 'greenG'>,
  coffee: string,
  units: Units,
): string {
  const parts = [coffee, profile, greenG === null ? '' : batchMassText(greenG, units), person];
  return parts.filter((part) => part !== '').join(' \u00b7 ');
}
