type ReplyListener = (asOfMs: number | null) => void;
let listener: ReplyListener = () => undefined;

/** Tells the stream's state that the server answered just now, and the time of the newest fact in the answer. */
export function replyReceived(asOf: string | null): void {
  listener(asOf === null ? null : Date.parse(asOf));
}

/** Sets who hears of answers. */
export function whenReplied(next: ReplyListener): void {
  listener = next;
}
