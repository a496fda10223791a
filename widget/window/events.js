// What the visitor does, as deeds with a name.

/** An event of an element that the page made has the page's own. */
const { preventDefault, stopPropagation } = Event.prototype;

/** Hears what happens in the area. */
export const makeEvents = (area, view, act) => {
  const { composer, ended, launcher } = view;
  /** The form for messages, once it is here. */
  const mailbox = () => view.mailbox;

  area.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (!button) return;
    const deed = button.getAttribute("data-do");
    if (deed === "emoji") return view.toggleEmoji();
    if (deed === "attach") return composer.choose();
    if (deed === "put") {
      composer.insert(button.textContent);
      return act("typed", composer.words());
    }
    if (mailbox()?.act(deed) || ended.act(deed)) return;
    if (deed !== "toggle" || !launcher.wasDragged()) act(deed, button.getAttribute("data-of") || "");
  });

  area.addEventListener("input", ({ target }) => {
    if (mailbox()?.owns(target)) return mailbox().changed();
    composer.changed();
    act("typed", composer.words());
  });

  // What can be pasted as words is. The page hears nothing of files, and is not left for one that is dropped here.
  for (const kind of ["dragover", "drop", "paste"]) {
    area.addEventListener(kind, (event) => {
      const { types, files } = event.dataTransfer || event.clipboardData;
      if (!types.includes("Files") || types.includes("text/plain")) return;
      preventDefault.call(event);
      stopPropagation.call(event);
      if (files.length && kind !== "dragover") view.sendFiles(Array.from(files));
    });
  }

  // The page's own shortcuts must not hear what is typed here.
  for (const kind of ["keydown", "keyup", "keypress"]) area.addEventListener(kind, (event) => stopPropagation.call(event));

  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !composer.hideEmoji()) act("fold");
    // Enter while composing chooses a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    const { target } = event;
    const isMessage = target.tagName === "TEXTAREA" && composer.owns(target);
    const isField = target.tagName === "INPUT" && mailbox()?.owns(target);
    if (isMessage || isField) preventDefault.call(event);
    if (isMessage) act("send");
    if (isField) mailbox().act("leave");
  });
};
