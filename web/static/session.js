// A session that has ended while a page was open: the page asked for anew leads to where one signs in, and from there back.

const { fetch } = window;
window.fetch = async (...asked) => {
  const answer = await fetch(...asked);
  if (answer.status === 401) location.reload();
  return answer;
};
