import type { ComparisonDto } from '@artisan-ts/contracts';
import { type Alignment, alignments, markLabels } from '@artisan-ts/domain';
import { comparisonScene } from '@artisan-ts/roast';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Choice } from '#parts/Choice.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { CompareChart, type ShownLines } from '#screens/compare/CompareChart.tsx';
import { CompareDetail } from '#screens/compare/CompareDetail.tsx';
import { CompareTable } from '#screens/compare/CompareTable.tsx';
import type { CompareSearch } from '#screens/compare/compare-search.ts';
import { useCompareKeys } from '#screens/compare/use-compare-keys.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CompareView.module.css';

const cx = classNames(styles);

/** The curves over each other, what there is to say of the one that is looked at, and the numbers of all. */
export function CompareView(props: {
  readonly comparison: ComparisonDto;
  /** As it was chosen last; the comparison may still be on its way. */
  readonly align: Alignment;
  readonly onChange: (to: Partial<CompareSearch>) => void;
}) {
  const { comparison, align, onChange } = props;
  const { roasts, referenceId } = comparison;
  const navigate = useNavigate();
  const unit = usePreferences((preferences) => preferences.unit);
  const [shown, setShown] = useState<ShownLines>({ bt: true, et: false, rate: true });
  const [pinned, setPinned] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const focused = hovered ?? pinned;
  const scene = useMemo(
    () => comparisonScene(roasts, { unit, withEt: shown.et }),
    [roasts, unit, shown.et],
  );
  const open = (roastId: string) => void navigate({ to: '/roasts/$roastId', params: { roastId } });
  const hold = (reference: string) => onChange({ reference });
  const toggle = (line: keyof ShownLines) => setShown((now) => ({ ...now, [line]: !now[line] }));
  useCompareKeys({
    toggle,
    nextAlignment: () => onChange({ align: after(align) }),
    step: (by) => {
      setHovered(null);
      setPinned(neighbour(roasts, focused, by));
    },
    open: () => (focused === null ? undefined : open(focused)),
    hold: () => (focused === null ? undefined : hold(focused)),
    clear: () => setPinned(null),
  });
  const looked = roasts.find(({ id }) => id === focused) ?? null;
  return (
    <main className={cx('main')}>
      <div className={cx('tools')}>
        <div className={cx('align')}>
          <Choice<Alignment>
            label="Aligned at"
            value={align}
            options={alignments.map((value) => ({ value, label: markLabels[value] }))}
            onChange={(to) => onChange({ align: to })}
          />
          <kbd>A</kbd>
        </div>
        <fieldset className={cx('lines')}>
          <legend className={cx('legend')}>Lines</legend>
          <Line name="BT" letter="B" isOn={shown.bt} onToggle={() => toggle('bt')} />
          <Line name="ET" letter="E" isOn={shown.et} onToggle={() => toggle('et')} />
          <Line name={'\u0394BT'} letter="R" isOn={shown.rate} onToggle={() => toggle('rate')} />
        </fieldset>
      </div>
      <CompareChart
        scene={scene}
        shown={shown}
        referenceId={referenceId}
        focused={focused}
        align={comparison.align}
        onFocus={setHovered}
        onPin={setPinned}
      />
      <CompareDetail roast={looked} referenceId={referenceId} onOpen={open} onHold={hold} />
      <CompareTable
        roasts={roasts}
        referenceId={referenceId}
        focused={focused}
        unit={unit}
        onHover={setHovered}
        onPin={setPinned}
      />
    </main>
  );
}

function Line(props: {
  readonly name: string;
  readonly letter: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      className={cx('line', props.isOn && 'on')}
      aria-pressed={props.isOn}
      onClick={props.onToggle}
    >
      {props.name} <kbd>{props.letter}</kbd>
    </button>
  );
}

function after(align: Alignment): Alignment {
  return alignments[(alignments.indexOf(align) + 1) % alignments.length] ?? 'charge';
}

function neighbour(
  roasts: readonly { readonly id: string }[],
  focused: string | null,
  by: -1 | 1,
): string | null {
  const at = roasts.findIndex(({ id }) => id === focused);
  const from = at < 0 && by < 0 ? roasts.length : at;
  return roasts[Math.min(roasts.length - 1, Math.max(0, from + by))]?.id ?? null;
}
