import type { KillState } from "../../contract/kill-switch.ts";

/** The kill switch as lines for a terminal. */
export function stopLines(kill: KillState): readonly string[] {
  const { progress, certificate } = kill;
  if (kill.level === 0) {
    return [`Not stopped. ${progress.openPositions} open positions, ${progress.openOrders} live orders.`];
  }
  const lines = [
    `Stopped: level ${kill.level} (${kill.state}) since ${kill.engagedAt} by ${kill.engagedBy}`,
    `Reason: ${kill.reason === null || kill.reason === "" ? "none given" : kill.reason}`,
    `Done: ${progress.cancelledOrders} orders cancelled, ${progress.closedLots} lots closed`,
    `Left: ${progress.openOrders} live orders, ${progress.openPositions} open positions`,
    ...progress.waitingFor.map((text) => `Waiting for ${text}`),
  ];
  if (kill.level < 3) return lines;
  if (certificate === null) return [...lines, "Not flat yet: the venue has not shown that nothing is left."];
  return [
    ...lines,
    `Flat at ${certificate.t}, seq ${certificate.seq}: account ${certificate.accounts.join(", ")}`,
    `Certificate ${certificate.sha256}`,
    `Journal head ${certificate.journal.hash} at seq ${certificate.journal.seq}`,
  ];
}
