// What a device keeps while the network is away: records on their way, and what is being typed. One database for both.

const NAME = "socialgoods-case";
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("queue", { keyPath: "id" });
      asked.result.createObjectStore("drafts", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function work(store, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? asked.error);
  });
}

export const put = (store, row) => work(store, "readwrite", (rows) => rows.put(row));
export const drop = (store, id) => work(store, "readwrite", (rows) => rows.delete(id));
export const get = (store, id) => work(store, "readonly", (rows) => rows.get(id));

// Only what this person wrote: others of the same device stay unseen.
export async function all(store, device) {
  const rows = await work(store, "readonly", (found) => found.getAll());
  return rows.filter((row) => row.device === device).sort((one, two) => one.at - two.at);
}

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
