import type { DriverKindDto } from '@artisan-ts/contracts';
import { useId } from 'react';
import { originWords } from '#display/words.ts';
import type { SettingTexts } from '#screens/machines/machine-form.ts';
import { SettingInput } from '#screens/machines/SettingInput.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './AddMachine.module.css';

const cx = classNames(styles);

/** Which kind of device it is. */
export function DeviceChoice(props: {
  readonly kinds: readonly DriverKindDto[];
  readonly chosen: DriverKindDto;
  readonly hasFocus?: boolean;
  readonly onChoose: (name: string) => void;
}) {
  const { kinds, chosen, hasFocus = false, onChoose } = props;
  const id = useId();
  return (
    <div className={cx('field')}>
      <label htmlFor={id}>Device</label>
      <select
        id={id}
        value={chosen.name}
        // biome-ignore lint/a11y/noAutofocus: opened by a press whose next step this is.
        autoFocus={hasFocus}
        onChange={(event) => onChoose(event.target.value)}
      >
        {kinds.map((kind) => (
          <option key={kind.name} value={kind.name}>
            {kind.label} ({originWords[kind.origin]})
          </option>
        ))}
      </select>
    </div>
  );
}

/** The questions of a kind of device, each with what is wrong with its answer. */
export function DeviceFields(props: {
  readonly kind: DriverKindDto;
  readonly texts: SettingTexts;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (texts: SettingTexts) => void;
}) {
  const { kind, texts, problems, onChange } = props;
  const firstWrong = kind.fields.find(({ name }) => problems[name] !== undefined)?.name;
  return kind.fields.map((field) => (
    <SettingInput
      key={field.name}
      field={field}
      text={texts[field.name] ?? String(field.default ?? '')}
      problem={problems[field.name]}
      isFirstWrong={field.name === firstWrong}
      onChange={(text) => onChange({ ...texts, [field.name]: text })}
    />
  ));
}
