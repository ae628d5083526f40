let listener: () => void = () => undefined;

/** Tells the stream's state that the server answered something just now. */
export function replyReceived(): void {
  listener();
}

/** Sets who hears of answers. */
export function whenReplied(next: () => void): void {
  listener = next;
}
