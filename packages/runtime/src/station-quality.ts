import type {
  AddCoffeeBody,
  AddCuppingBody,
  AddLotBody,
  AddRoastNoteBody,
  ChangeCoffeeBody,
  ChangeCuppingBody,
  ChangeLotBody,
  ChangeQualityBody,
  ChangeSheetBody,
  CoffeeDto,
  CoffeePage,
  CuppedDto,
  CuppingDto,
  CuppingPage,
  CuppingResultsDto,
  LotDto,
  LotPage,
  PouringDto,
  QualityDto,
  RoastDto,
  TasterPageDto,
  UndoQualityBody,
} from '@artisan-ts/contracts';
import type {
  CoffeeId,
  CuppingId,
  LotId,
  NoteId,
  PhotoId,
  PhotoType,
  Result,
  RoastId,
  TasterId,
} from '@artisan-ts/domain';

/** What is measured and seen of the beans of a roast. */
export interface Quality {
  get(id: RoastId): Promise<QualityDto | null>;
  change(id: RoastId, body: ChangeQualityBody): Promise<Result<QualityDto>>;
  undo(id: RoastId, body: UndoQualityBody): Promise<Result<QualityDto>>;
  addPhoto(
    id: RoastId,
    photo: { readonly bytes: Uint8Array; readonly caption: string; readonly who: string },
  ): Promise<Result<QualityDto>>;
  /** The picture itself, shown or not. */
  photo(
    id: RoastId,
    photoId: PhotoId,
  ): Promise<Result<{ readonly type: PhotoType; readonly bytes: Uint8Array }>>;
  /** No longer shown; undo shows it again. */
  removePhoto(id: RoastId, photoId: PhotoId): Promise<Result<QualityDto>>;
  addNote(id: RoastId, body: AddRoastNoteBody): Promise<Result<RoastDto>>;
  removeNote(id: RoastId, noteId: NoteId): Promise<Result<RoastDto>>;
}

/** One page of a list is asked for so. */
export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly search?: string;
  readonly isArchived: boolean;
}

/** Coffees and their lots. */
export interface Coffees {
  list(query: ListQuery): Promise<CoffeePage>;
  get(id: CoffeeId): Promise<CoffeeDto | null>;
  add(body: AddCoffeeBody): Promise<Result<CoffeeDto>>;
  change(id: CoffeeId, body: ChangeCoffeeBody): Promise<Result<CoffeeDto>>;
  listLots(query: ListQuery & { readonly coffeeId?: CoffeeId }): Promise<LotPage>;
  getLot(id: LotId): Promise<LotDto | null>;
  addLot(body: AddLotBody): Promise<Result<LotDto>>;
  changeLot(id: LotId, body: ChangeLotBody): Promise<Result<LotDto>>;
}

/** Tables of coffees that people taste blind. */
export interface Cuppings {
  list(query: ListQuery): Promise<CuppingPage>;
  get(id: CuppingId): Promise<CuppingDto | null>;
  add(body: AddCuppingBody): Promise<Result<CuppingDto>>;
  change(id: CuppingId, body: ChangeCuppingBody): Promise<Result<CuppingDto>>;
  addTaster(id: CuppingId, name: string): Promise<Result<CuppingDto>>;
  tasterPage(id: CuppingId, tasterId: TasterId): Promise<Result<TasterPageDto>>;
  writeSheet(
    id: CuppingId,
    tasterId: TasterId,
    body: ChangeSheetBody,
  ): Promise<Result<TasterPageDto['sheets'][number]>>;
  /** Ends the round: from here on everybody sees what was in the cups. */
  reveal(id: CuppingId): Promise<Result<CuppingDto>>;
  /** New codes: for this round while nobody has tasted, otherwise for a round that begins. */
  reblind(id: CuppingId): Promise<Result<CuppingDto>>;
  /** Of the round that is named, or the last that was revealed. */
  results(id: CuppingId, round: number | null): Promise<Result<CuppingResultsDto>>;
  /** What goes into which cup of the round that goes on: for who pours. */
  pouring(id: CuppingId): Promise<Result<PouringDto>>;
  /** What revealed cuppings say of a roast, or of the roasts and samples of a lot. */
  of(id: RoastId | LotId): Promise<CuppedDto>;
}
