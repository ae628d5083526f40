import type { Behaviour } from "./contract-venue.ts";

/** One race or behaviour that every venue must be survived with, as a story of lines. */
export interface Card {
  /** `C` and a number; never used for another story again. */
  readonly id: string;
  readonly title: string;
  /** What holds when it passes, in one sentence. */
  readonly proves: string;
  /** What the venue must be able to do beyond taking, filling and cancelling orders. */
  readonly needs: readonly Behaviour[];
  /**
   * After every line, our worst-case exposure is at least what may come of the venue's books. Null
   * with a reason: there the venue does something that nobody here can know yet.
   */
  readonly uncounted?: string;
  readonly text: string;
}

/** Where a line happens: with us, on the way between us and the venue, at the venue, in time; or what must hold now. */
export type Place = "us" | "net" | "venue" | "time" | "expect";

/** One line, taken apart. */
export interface CardLine {
  readonly place: Place;
  readonly words: readonly string[];
  /** The line up to its arrow. */
  readonly step: string;
  /** What must follow from it, in full; empty: nothing. */
  readonly follows: string;
}

const PLACES: readonly string[] = ["us", "net", "venue", "time", "expect"];

/** The lines of a card. */
export function linesOf(card: Card): CardLine[] {
  return card.text
    .trim()
    .split("\n")
    .map((line) => {
      const [step = "", follows = ""] = line.split("->").map((part) => part.trim());
      const colon = step.indexOf(":");
      const place = step.slice(0, colon);
      if (!PLACES.includes(place)) throw new Error(`${card.id}: "${line.trim()}" names no place`);
      const words = step
        .slice(colon + 1)
        .trim()
        .split(/\s+/);
      return { place: place as Place, words, step: step.replace(/\s+/g, " "), follows };
    });
}

/** A price in ticks of one cent, as a card writes it. */
export function ticksOf(word: string | undefined): number {
  const ticks = Math.round(Number(word) * 100);
  if (!Number.isSafeInteger(ticks)) throw new Error(`"${word}" is no price`);
  return ticks;
}

/** Orders are named by letters in the order in which they were planned or adopted here. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

/** The order that a letter names. */
export function indexOfLetter(word: string | undefined): number {
  if (word === undefined || !/^[A-Z][0-9]*$/.test(word)) throw new Error(`"${word}" is no order`);
  return word.charCodeAt(0) - 65 + 26 * Number(word.slice(1) || 0);
}
