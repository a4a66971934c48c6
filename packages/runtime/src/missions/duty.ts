/** Something that asks for missions by itself, at every look of the office. What it asks for follows from what is on disk. */
export interface Duty {
  /** Gives how many missions were asked for. @throws ArtisanError `store.*` */
  look(): Promise<number>;
}
