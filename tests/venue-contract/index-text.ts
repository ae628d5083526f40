import type { Behaviour } from "./contract-venue.ts";
import { BEHAVIOURS } from "./contract-venue.ts";
import { CHAPTERS } from "./all-cards.ts";
import { RACES, WITHOUT_CARD } from "./races.ts";
import { NOT_SERVED } from "./socket-venue.ts";

const HEAD = `# Venue contract

What every venue adapter must survive together with the core, as numbered cards. Each card is a short
story in plain lines; this page is made from them by \`node tests/venue-contract/write-index.ts\` and a
test compares it.

## How to read a card
A line is \`place: what happens -> what must follow from it\`; everything that follows is named, nothing else
may. Orders are called A, B, C ... in the order in which we planned or adopted them.

| place | lines |
|---|---|
| \`us\` | \`buy 10 limit 100.00 [day] [till 30] [protect 1.00] [target 2.00]\`, \`cancel A\`, \`replace A 15 [limit 99.00]\`, \`exit\`, \`close\`, \`signal buy\`, \`kill HALT\` or \`FLATTEN\`, \`compare\` (asks for the account), \`restart\` |
| \`venue\` | \`fills A 4 @ 100.00\`, \`trades 99.00\` (without volume), \`trades-lots 5 @ 100.00\`, \`busts A 1\` (its first execution), \`corrects A 1 to 99.50\`, \`overfills A 7\`, \`holds A\`, \`suspends A\`, \`resumes A\`, \`ends-day-of A\`, \`cancels A\`, \`rejects A\`, \`is-busy-with A\`, \`is-done-with A\`, \`halts\`, \`unhalts\`, \`splits 2 for 1\`, \`somebody buys 5 limit 99.00\` |
| \`net\` | \`holds ours\` (commands) or \`theirs\` (answers and events); then one by one \`pass\`, \`repeat\`, \`lose\`, \`delay\`, \`bring\`, \`fail\` (it arrives, the answer is lost and the adapter says so), \`withhold\` (our own last gate) a command; \`tell\`, \`echo\` (tell, and keep a copy), \`forget\` what the venue said; \`tell fill A as id q77\` tells it otherwise; \`flows\`: nothing is held; \`down\`, \`up\`: the connection |
| \`time\` | \`6 s\`, \`close\` (of the session), \`next open\`. Every line takes 10 ms, a message 0.1 ms. Unanswered for 5 s is asked about, the account is compared every 30 s |
| \`expect\` | facts that hold now: \`position 4\`, \`position at the venue 4\`, \`exposure 400.00\` (the worst case as every limit sees it), \`fills booked 2\`, \`orders at the venue 1\` (that ever came), \`lots at work at the venue 0\`, \`times flat was said 1\`, \`blocked UNANSWERED\` or \`open\` (for new exposure) |

What follows: orders that changed (\`A PARTIAL 4/10 pending cancel\`: filled, of how many), the position, what we send,
alerts, blocks of new exposure. The regular comparison is left out.

After **every** line: the ledger adds up; the venue's books add up; every order that owes us a word has a time
at which it is asked about; client order ids are unique; our worst case is at least what may come of the venue's books.
After the **last** line the network turns honest, three minutes pass, and: position and cash are the venue's to the
micro, the ledger is the sum of the fills, no order was sent twice, no order is open at one side only, none waits for a word, the venue
has no order that nobody planned.

## How a new adapter plays them
Implement \`ContractVenue\` (contract-venue.ts): the adapter, and behind it a venue or a served copy of it that
can be made to act. Say which behaviours it has; cards that need others are skipped with the reason.
Both venues below play the same lines with the same result: the simulated venue **in process**, and the production
path **over a socket** (src/venues/simulated: client, loopback TCP, venue server).

## What venues can be made to do
`;

/** The index of all cards, as this folder's README. */
export function indexText(): string {
  const lines = [HEAD + "| behaviour | the venue ... | in process | over a socket |", "|---|---|---|---|"];
  for (const [name, text] of Object.entries(BEHAVIOURS)) {
    lines.push(`| ${name} | ${text} | yes | ${NOT_SERVED[name as Behaviour] ?? "yes"} |`);
  }
  for (const { title, file, cards } of CHAPTERS) {
    lines.push(
      "",
      `## ${title} ([cards/${file}](cards/${file}))`,
      "| card | title | proves | needs |",
      "|---|---|---|---|",
    );
    for (const card of cards) {
      lines.push(`| ${card.id} | ${card.title} | ${card.proves} | ${card.needs.join(", ") || "-"} |`);
    }
  }
  lines.push("", "## Which card plays which race or fault", "| race or fault | cards |", "|---|---|");
  for (const [race, cards] of Object.entries(RACES)) lines.push(`| ${race} | ${cards.join(", ")} |`);
  for (const [fault, why] of Object.entries(WITHOUT_CARD)) lines.push(`| ${fault} | none: ${why} |`);
  lines.push("", "## Where the worst case cannot be counted", "| card | why |", "|---|---|");
  for (const { cards } of CHAPTERS) {
    for (const card of cards) if (card.uncounted !== undefined) lines.push(`| ${card.id} | ${card.uncounted} |`);
  }
  return `${lines.join("\n")}\n`;
}
