import type { MachineDto, RoastDto, SetupBody } from '@artisan-ts/contracts';
import { useState } from 'react';
import { setUpMachine } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { massText } from '#display/format.ts';
import { measureText, measureTyped, measureUnit } from '#display/measure-text.ts';
import { CoffeeChoice } from '#parts/CoffeeChoice.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { Panel } from '#parts/Panel.tsx';
import { useUsedNames } from '#parts/use-used-names.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TopPanels.module.css';

const cx = classNames(styles);

/** What is in the drum or comes into it next: coffee, profile, who roasts, how much. */
export function BatchPanel(props: {
  readonly machine: MachineDto;
  readonly roast: RoastDto | null;
}) {
  const { machine, roast } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel
      label="Batch"
      open={isOpen}
      onOpenChange={setOpen}
      triggerClass={cx('trigger')}
      trigger={`Batch: ${wordsOf(machine, roast)}`}
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
        onKeep={(person) => change({ person })}
      />
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

/** Until its drop a roast is what is set up; after that the next one is. */
function isInDrum(roast: RoastDto | null): boolean {
  return roast?.closeReason === null && !roast.marks.some(({ kind }) => kind === 'drop');
}

function wordsOf({ setup }: MachineDto, roast: RoastDto | null): string {
  const { profile, person, greenG } = roast !== null && isInDrum(roast) ? roast : setup;
  const parts = [profile, greenG === null ? '' : massText(greenG), person];
  return parts.filter((part) => part !== '').join(' \u00b7 ') || 'not said';
}
