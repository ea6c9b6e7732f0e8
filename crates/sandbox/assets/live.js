// Parts of the page that say where their news is (`data-live`) are asked again every second and replaced when they differ.
// Without this script the page works the same and has to be reloaded.
for (const part of document.querySelectorAll("[data-live]")) {
  let shown = "";
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.live);
      if (!answer.ok) return;
      const html = await answer.text();
      // Nothing moves under the finger of somebody who is about to press a link.
      if (html === shown || part.contains(document.activeElement)) return;
      part.innerHTML = html;
      shown = html;
    } catch {
      // The sandbox is being restarted; the next look will tell.
    }
  };
  look();
  setInterval(look, Number(part.dataset.every ?? 1000));
}
