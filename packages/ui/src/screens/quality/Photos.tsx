import { useRef, useState } from 'react';
import { photoUrl } from '#api/quality.ts';
import { dateText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { smallerPicture } from '#screens/quality/smaller-picture.ts';
import type { QualityDesk } from '#screens/quality/use-quality.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** Photos of the beans: taken by the camera of a telephone or chosen from files. */
export function Photos({ desk }: { readonly desk: QualityDesk }) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { quality } = desk;
  const photos = quality?.photos ?? [];
  const take = async (files: readonly File[]) => {
    for (const file of files) {
      setSaid(`Saving ${file.name}`);
      const problem = await desk.addPhoto(await smallerPicture(file));
      setSaid(problem);
      if (problem !== null) return;
    }
  };
  return (
    <section className={cx('group')} aria-label="Photos">
      <div className={cx('head')}>
        <h2 className={cx('title')}>Photos</h2>
        <Action onClick={() => input.current?.click()}>Add a photo</Action>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label="Photo file"
        accept="image/jpeg,image/png,image/webp"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          void take(files);
        }}
      />
      {said === null ? null : (
        <p role="status" className={cx('quiet')}>
          {said}
        </p>
      )}
      {photos.length === 0 ? (
        <p className={cx('quiet')}>The tray, a cut bean, a defect: photos will be here.</p>
      ) : (
        <ul className={cx('photos')}>
          {photos.map(({ id, caption, wallMs }) => (
            <li key={id}>
              <a href={photoUrl(quality?.roastId ?? '', id)} target="_blank" rel="noreferrer">
                <img
                  src={photoUrl(quality?.roastId ?? '', id)}
                  alt={caption || `Beans, ${dateText(wallMs)}`}
                  loading="lazy"
                />
              </a>
              <Action weight="quiet" onClick={() => void desk.removePhoto(id).then(setSaid)}>
                Remove
              </Action>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
