// What takes long is done in a worker, so that Leave is never held up. Its file is named by the page: data-worker.
let hand;
let asked = 0;
const waiting = new Map();

function call(told) {
  if (!hand) {
    hand = new Worker(document.querySelector("[data-worker]").dataset.worker);
    hand.onmessage = ({ data }) => {
      waiting.get(data.id)?.[data.fault ? 1 : 0](data.fault ? new Error(data.fault) : data.made);
      waiting.delete(data.id);
    };
    hand.onerror = () => {
      for (const [, refuse] of waiting.values()) refuse(new Error("worker"));
      waiting.clear();
    };
  }
  return new Promise((done, refuse) => {
    asked += 1;
    waiting.set(asked, [done, refuse]);
    hand.postMessage({ id: asked, ...told });
  });
}

/** 64 bytes of Argon2id (64 MiB, 3 passes, one lane). `secret`, `salt`: bytes. */
export const stretched = (secret, salt) => call({ stretch: { secret, salt } });

/** The counter that answers a challenge 'nonce.bits.expires.mac'. */
export const worked = (challenge) => call({ challenge });

/** Nothing of it goes on. */
export function dropped() {
  hand?.terminate();
  hand = undefined;
  waiting.clear();
}
