import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { STREAM_RING_SIZE } from "../contract/stream.ts";
import { serverForTest, type TestServer } from "./test-server.ts";
import { StreamHub } from "./stream-hub.ts";

interface Event {
  readonly id: string | null;
  readonly event: string;
  readonly data: { seq: number; topics?: string[]; refs?: string[] | null };
}

/** A real connection that collects events and can wait for the n-th. */
class Client {
  readonly events: Event[] = [];
  status = 0;
  ended = false;
  #text = "";
  #response: IncomingMessage | null = null;
  #wake: () => void = () => {};

  static async open(port: number, headers: Record<string, string>, query = ""): Promise<Client> {
    const client = new Client();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    get({ host: "127.0.0.1", port, path: `/v1/stream${query}`, headers, agent: false }, (response) => {
      client.#response = response;
      client.status = response.statusCode ?? 0;
      response.setEncoding("utf8");
      response.on("data", (part: string) => client.#take(part));
      response.on("close", () => {
        client.ended = true;
        client.#wake();
      });
      resolve();
    }).on("error", reject);
    await promise;
    return client;
  }

  async until(isThere: (client: Client) => boolean): Promise<void> {
    while (!isThere(this)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  close(): void {
    this.#response?.destroy();
  }

  #take(part: string): void {
    this.#text += part;
    const blocks = this.#text.split("\n\n");
    this.#text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? null;
      this.events.push({ id: field("id"), event: field("event") ?? "", data: JSON.parse(field("data") ?? "null") });
    }
    this.#wake();
  }
}

async function listen(server: TestServer): Promise<number> {
  await server.app.listen({ host: "127.0.0.1", port: 0 });
  return (server.app.server.address() as AddressInfo).port;
}

test("a client that reconnects gets what it missed, once and in order, or is told to refetch", {
  timeout: 30_000,
}, async () => {
  const server = await serverForTest();
  const headers = await server.operator();
  const port = await listen(server);
  const publish = (seq: number, topics: string[]): void => server.hub.publish({ seq, topics, refs: [`ref:${seq}`] });

  const first = await Client.open(port, headers);
  await first.until((client) => client.events.length === 1);
  assert.deepEqual([first.status, first.events[0]?.event, first.events[0]?.data.seq], [200, "heartbeat", 100]);
  publish(101, ["orders"]);
  publish(105, ["fills", "orders"]);
  await first.until((client) => client.events.length === 3);
  assert.deepEqual(
    first.events.slice(1).map((event) => [event.id, event.event, event.data.refs]),
    [
      ["101", "change", ["ref:101"]],
      ["105", "change", ["ref:105"]],
    ],
  );
  first.close();
  publish(106, ["kill"]);
  publish(107, ["orders"]);
  const again = await Client.open(port, { ...headers, "last-event-id": "105" });
  publish(108, ["positions"]);
  await again.until((client) => client.events.length >= 4);
  assert.deepEqual(
    again.events.map((event) => event.id),
    [null, "106", "107", "108"],
  );
  const some = await Client.open(port, { ...headers, "last-event-id": "101" }, "?topics=fills");
  await some.until((client) => client.events.length === 2);
  assert.deepEqual([some.events[1]?.id, some.events[1]?.data.topics], ["105", ["fills"]]);
  for (const unknown of ["99", "999", "x"]) {
    const lost = await Client.open(port, { ...headers, "last-event-id": unknown });
    await lost.until((client) => client.events.length === 2);
    assert.deepEqual([lost.events[1]?.event, lost.events[1]?.data.seq], ["resync", 108], unknown);
    lost.close();
  }
  await server.app.close();
  await again.until((client) => client.ended);
  await some.until((client) => client.ended);
});

test("the stream asks who is there and which topics", async () => {
  const server = await serverForTest();
  const headers = await server.operator();
  assert.equal((await server.call("GET", "/v1/stream")).statusCode, 401);
  assert.equal((await server.call("GET", "/v1/stream?topics=orders,nonsense", { headers })).statusCode, 400);
  await server.app.close();
});

test("the ring forgets the oldest events and says so; changes of one moment are one event", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const hub = new StreamHub(0);
  hub.publish({ seq: 1, topics: ["orders"], refs: ["a"] });
  hub.publish({ seq: 2, topics: ["fills"], refs: null });
  t.mock.timers.tick(100);
  assert.deepEqual(hub.eventsAfter(0), [{ seq: 2, topics: ["orders", "fills"], refs: null }]);
  for (let seq = 3; seq < 3 + STREAM_RING_SIZE; seq += 1) {
    hub.publish({ seq, topics: ["orders"], refs: [] });
    t.mock.timers.tick(100);
  }
  assert.equal(hub.eventsAfter(1), null);
  assert.equal(hub.eventsAfter(2)?.length, STREAM_RING_SIZE);
  assert.deepEqual(hub.eventsAfter(hub.lastSeq), []);
  hub.close();
});
