import type {
  AddRoastNoteBody,
  ChangeQualityBody,
  QualityDto,
  RoastDto,
  UndoQualityBody,
} from '@artisan-ts/contracts';
import {
  type NoteId,
  ok,
  type Photo,
  type PhotoId,
  type QualityValues,
  qualityOf,
  type Result,
  type RoastHeader,
  type RoastId,
  refuse,
} from '@artisan-ts/domain';
import { type CorrectedBy, correctQuality, roastFacts, undoCorrection } from '@artisan-ts/roast';
import { storeRefusal } from '#machines/refusals.ts';
import { photosMax, pictureType } from '#quality/picture.ts';
import { qualityView } from '#quality/quality-view.ts';
import { isDeleted } from '#roasts/delete-roast.ts';
import { noRoast, putRoast } from '#roasts/put-roast.ts';
import type { StationParts } from '#station-parts.ts';
import type { Quality } from '#station-quality.ts';

/** Corrections that a roast may have: a person makes a dozen; a program that repeats itself is stopped here. */
const correctionsMax = 2000;

/** What is measured, seen, written and photographed of a roast once it is out of the drum. */
export class QualityService implements Quality {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async get(id: RoastId): Promise<QualityDto | null> {
    const roast = await this.#station.reader.stored(id);
    return roast === null ? null : qualityView(roast.header);
  }

  change(id: RoastId, { who, why, ...body }: ChangeQualityBody): Promise<Result<QualityDto>> {
    const named = Object.entries(body).filter(([, value]) => value !== undefined);
    const values = Object.fromEntries(named) as Partial<QualityValues>;
    return this.#correct(id, (header) => ok(correctQuality(header, values, this.#by(who, why))));
  }

  undo(id: RoastId, { place, who, why }: UndoQualityBody): Promise<Result<QualityDto>> {
    return this.#correct(id, (header) => undoCorrection(header, place ?? null, this.#by(who, why)));
  }

  async addPhoto(
    id: RoastId,
    { bytes, caption, who }: Parameters<Quality['addPhoto']>[1],
  ): Promise<Result<QualityDto>> {
    const { deps } = this.#station;
    const type = pictureType(bytes);
    if (!type.ok) return type;
    const header = await this.#changeable(id);
    if (!header.ok) return header;
    if (qualityOf(header.value).photoIds.length >= photosMax) {
      return refuse(
        'photo.too-many',
        `this roast has ${photosMax} photos and takes no more; remove one first`,
      );
    }
    const { photos } = deps;
    if (photos === undefined) return cannotKeepPhotos();
    const photo: Photo = {
      id: deps.ids.next('photo'),
      type: type.value,
      bytes: bytes.length,
      caption,
      wallMs: deps.clock.wallMs(),
    };
    try {
      await photos.save(id, photo, bytes);
    } catch (error) {
      return storeRefusal(error);
    }
    return this.#correct(id, (now) => ok(withPhoto(now, photo, this.#by(who, ''))));
  }

  async photo(id: RoastId, photoId: PhotoId): ReturnType<Quality['photo']> {
    const { deps, reader } = this.#station;
    const header = (await reader.stored(id))?.header;
    const photo = header?.quality?.photos.find((each) => each.id === photoId);
    if (photo === undefined) {
      return refuse('request.not-found', `roast ${id} has no photo ${photoId}`);
    }
    if (deps.photos === undefined) return cannotKeepPhotos();
    const bytes = await deps.photos.read(id, photo);
    if (bytes !== null) return ok({ type: photo.type, bytes });
    return refuse(
      'photo.unavailable',
      `the file of photo ${photoId} is missing from the data folder; put it back from a backup`,
    );
  }

  removePhoto(id: RoastId, photoId: PhotoId): Promise<Result<QualityDto>> {
    return this.#correct(id, (header) => {
      const { photoIds } = qualityOf(header);
      if (!photoIds.includes(photoId)) {
        return refuse('request.not-found', `roast ${id} shows no photo ${photoId}`);
      }
      const kept = photoIds.filter((each) => each !== photoId);
      return ok(correctQuality(header, { photoIds: kept }, this.#by('', '')));
    });
  }

  async addNote(id: RoastId, { text, timeS }: AddRoastNoteBody): Promise<Result<RoastDto>> {
    const { ledger, reader, deps } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null) return noRoast(id);
    if (roast.header.deletedWallMs !== undefined) return isDeleted(id);
    // Notes are stored from the start of the record; people count from charge.
    const { zeroS } = roastFacts(await reader.record(roast));
    const { notes } = (ledger.get(id) ?? roast).header;
    const note = { id: deps.ids.next('note'), timeS: zeroS + timeS, text };
    const ordered = [...notes, note].sort((a, b) => a.timeS - b.timeS);
    return putRoast(this.#station, id, { header: { notes: ordered } });
  }

  async removeNote(id: RoastId, noteId: NoteId): Promise<Result<RoastDto>> {
    const header = await this.#changeable(id);
    if (!header.ok) return header;
    const { notes } = header.value;
    const kept = notes.filter((note) => note.id !== noteId);
    if (kept.length === notes.length) {
      return refuse('request.not-found', `roast ${id} has no note ${noteId}`);
    }
    return putRoast(this.#station, id, { header: { notes: kept } });
  }

  /** Between the look at the roast and its change nothing else can happen: corrections never overtake each other. */
  async #correct(
    id: RoastId,
    correct: (header: RoastHeader) => Result<Partial<RoastHeader>>,
  ): Promise<Result<QualityDto>> {
    const { ledger } = this.#station;
    const found = await this.#changeable(id);
    if (!found.ok) return found;
    const header = found.value;
    const corrected = correct(header);
    if (!corrected.ok) return corrected;
    const before = header.quality?.corrections.length ?? 0;
    const after = corrected.value.quality?.corrections.length ?? 0;
    if (after > correctionsMax) {
      return refuse('request.conflict', `this roast was corrected ${correctionsMax} times already`);
    }
    if (after === before) return ok(qualityView(header));
    const saved = await putRoast(this.#station, id, { header: corrected.value });
    if (!saved.ok) return saved;
    return ok(qualityView(ledger.get(id)?.header ?? header));
  }

  /** The roast as it is now. Errors: `request.not-found`, `request.conflict` when it is deleted. */
  async #changeable(id: RoastId): Promise<Result<RoastHeader>> {
    const header = (await this.#station.ledger.load(id))?.header;
    if (header === undefined) return noRoast(id);
    return header.deletedWallMs === undefined ? ok(header) : isDeleted(id);
  }

  #by(who: string, why: string): CorrectedBy {
    return { who, why, wallMs: this.#station.deps.clock.wallMs() };
  }
}

function withPhoto(header: RoastHeader, photo: Photo, by: CorrectedBy): Partial<RoastHeader> {
  const photoIds = [...qualityOf(header).photoIds, photo.id];
  const { quality, ...others } = correctQuality(header, { photoIds }, by);
  if (quality === undefined) return others;
  return { ...others, quality: { ...quality, photos: [...quality.photos, photo] } };
}

function cannotKeepPhotos(): ReturnType<typeof refuse> {
  return refuse('photo.unavailable', 'this station has no place for photos');
}
