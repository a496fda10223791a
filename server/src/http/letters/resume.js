// Trades the secret of a letter's link for a token that reaches its conversation alone, keeps that where the chat looks for it
// (widget/src/memory.rs), and goes there.
(() => {
  const main = document.querySelector("main");
  const { channel } = main.dataset;
  const link = location.hash.slice(1);
  // Neither the bar nor the history keeps it.
  history.replaceState(null, "", location.pathname);

  const show = (name) => {
    for (const part of main.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name;
  };
  const post = (path, body, token) => {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    return fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  };
  const keep = async ({ token, conversation }) => {
    const name = `porchlight:${channel}`;
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(name)) || {};
    } catch {
      // What something else wrote counts as not kept.
    }
    // Who is in it here as its visitor stays who he is: what is lent reaches less.
    if (kept.token && kept.conversation === conversation) {
      const { ok } = await post("/widget/rating", { conversation }, kept.token);
      if (ok) return;
    }
    localStorage.setItem(name, JSON.stringify({ token, conversation, open: true }));
  };
  const open = async () => {
    show("opening");
    let resumed;
    try {
      const answer = await post("/widget/resume", { channel, link });
      if (!answer.ok) return show(answer.status === 429 ? "often" : answer.status < 500 ? "gone" : "failed");
      resumed = await answer.json();
    } catch {
      return show("failed");
    }
    try {
      await keep(resumed);
    } catch {
      return show("forgetful");
    }
    location.replace(`/chat/${encodeURIComponent(channel)}`);
  };

  const again = main.querySelector("button");
  again.onclick = async () => {
    await open();
    // Where it has failed once more, it stands there again.
    again.focus();
  };
  if (link) open();
  else show("gone");
})();
