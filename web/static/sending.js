// What is to be asked, on its way to the server. Gradio takes nothing while it still winds up what came before, and drops it
// without a word: the first of what is due is sent again until a request has carried it off.

const AGAIN = 250; // ms
const HASTE = 1000; // ms: whoever asks for the very same within it has clicked twice
const due = []; // what no request has carried off yet: what its request says first, and what sends it
let timer = 0;
let carriedLast = null;

const { fetch } = window;
window.fetch = (address, options) => {
  if (due.length && String(address).includes("/queue/join")) carried(JSON.parse(options.body).data[0]);
  return fetch(address, options);
};

function carried(said) {
  const at = due.findIndex((one) => one.said === said);
  if (at < 0) return;
  due.splice(at, 1);
  carriedLast = said;
  setTimeout(() => (carriedLast = null), HASTE);
}

// `send` tries once, and tells whether it is still wanted; the first try is the caller's.
export function ask(said, send) {
  if (said === carriedLast || due.some((one) => one.said === said)) return;
  document.body.classList.add("asking");
  due.push({ said, send });
  clearTimeout(timer);
  timer = setTimeout(again, AGAIN);
}

export function again() {
  clearTimeout(timer);
  while (due.length && !due[0].send()) {
    due.shift();
    settled();
  }
  if (due.length) timer = setTimeout(again, AGAIN);
}

// The server has taken or refused what was carried off: until then nothing else on the page tells that it is on its way.
export function settled() {
  if (!due.length) document.body.classList.remove("asking");
}
