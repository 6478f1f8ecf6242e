// What was sent may come back: with a sentence below no question or, where too many are asking, with Gradio's own message.
export function refusal() {
  return document.querySelector("#chat .message-row:last-child:not(.user-row + *) .notice, .toast-body");
}
