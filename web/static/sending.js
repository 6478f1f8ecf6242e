// A question on its way to the server. Gradio takes none while it still winds up the one before, and drops it without a
// word: what was sent is sent again until a request for it has left.

const AGAIN = 250; // ms
let [left, timer] = [0, 0]; // requests so far; what sends again

new PerformanceObserver((list) => {
  left += list.getEntries().filter((entry) => entry.name.includes("/queue/join")).length;
}).observe({ type: "resource" });

export function notWaiting() {
  clearInterval(timer);
  document.body.classList.remove("asking");
}

function again(box, text, before) {
  if (box.value !== text) return notWaiting(); // asked, or thought better of
  if (left === before) document.querySelector("#question .submit-button").click();
  else clearInterval(timer);
}

// Until the server takes the question, nothing else on the page would tell that it is on its way.
function sent(event) {
  const box = event.target.closest?.("#question")?.querySelector("textarea");
  const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!box?.value.trim() || !(event.type === "keydown" ? enter : event.target.closest?.("button"))) return;
  document.body.classList.add("asking");
  clearInterval(timer);
  timer = setInterval(again, AGAIN, box, box.value, left);
}
document.addEventListener("keydown", sent, true);
document.addEventListener("click", sent, true);
